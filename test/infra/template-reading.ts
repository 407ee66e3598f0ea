import type { Template } from 'aws-cdk-lib/assertions';

export interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

export interface Resource<Properties> {
  readonly logicalId: string;
  readonly properties: Properties;
}

export function resourcesOf<Properties>(template: Template, type: string): readonly Resource<Properties>[] {
  return Object.entries(template.findResources(type)).map(([logicalId, resource]) => ({
    logicalId,
    properties: (resource as { Properties: Properties }).Properties,
  }));
}

/** The one resource of a type whose logical id begins like this. */
export function resourceNamed<Properties>(
  template: Template,
  type: string,
  prefix: string,
): Resource<Properties> {
  const found = resourcesOf<Properties>(template, type).filter(({ logicalId }) =>
    logicalId.startsWith(prefix),
  );
  if (found.length !== 1 || !found[0]) {
    throw new Error(`${found.length} resources of ${type} begin with ${prefix}`);
  }
  return found[0];
}

/** What a reference points at: the logical id in {Ref}, {Fn::GetAtt}, or a plain text as it stands. */
export function target(value: unknown): string {
  if (typeof value === 'string') return value;
  const { Ref, 'Fn::GetAtt': attribute } = value as {
    Ref?: string;
    'Fn::GetAtt'?: readonly [string, string];
  };
  return Ref ?? attribute?.[0] ?? JSON.stringify(value);
}

/** What a statement is about: a resource, or what lies in it (`Bucket/*`). Logical ids without their hashes. */
function resourceOf(value: unknown): string {
  const withoutHash = (id: string) => id.replace(/[0-9A-F]{8}$/, '');
  const [whole, part] =
    (value as { 'Fn::Join'?: readonly [string, readonly unknown[]] })['Fn::Join']?.[1] ?? [];
  const isPart = typeof part === 'string' && part.startsWith('/') && typeof whole === 'object';
  return isPart ? withoutHash(target(whole)) + part : withoutHash(target(value));
}

const list = <T>(value: T | readonly T[]): readonly T[] => (Array.isArray(value) ? value : [value as T]);

/** Whose items of a table a statement is about alone, by partition key; nothing where it is about all. */
function keysOf(condition: unknown): string {
  const keys = (
    condition as { 'ForAllValues:StringLike'?: { 'dynamodb:LeadingKeys'?: readonly string[] } }
  )?.['ForAllValues:StringLike']?.['dynamodb:LeadingKeys'];
  return keys ? ` of ${list(keys).join(', ')}` : '';
}

/** Everything a role may do, one line for each action and resource, sorted; logical ids without their hashes. */
export function permissionsOf(template: Template, rolePrefix: string): readonly string[] {
  const role = resourceNamed(template, 'AWS::IAM::Role', rolePrefix);
  type Policy = { Roles: readonly unknown[]; PolicyDocument: { Statement: readonly Statement[] } };
  return resourcesOf<Policy>(template, 'AWS::IAM::Policy')
    .filter(({ properties }) => properties.Roles.some((entry) => target(entry) === role.logicalId))
    .flatMap(({ properties }) => properties.PolicyDocument.Statement)
    .flatMap(({ Effect, Action, Resource, Condition }) =>
      list(Action).flatMap((action) =>
        list(Resource).map(
          (resource) => `${Effect} ${action} on ${resourceOf(resource)}${keysOf(Condition)}`,
        ),
      ),
    )
    .sort();
}
