import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { HttpLambdaAuthorizer, HttpLambdaResponseType } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { configSchema } from '#functions/front/admit-request/config.ts';
import { ServiceFunction, type Surroundings } from './primitives/service-function.ts';

const header = 'x-origin-verify';

/** Counted up to have another secret made: see docs/runbook/front-bypassed.md. */
const generation = 1;

/** A secret that only the front sends and only the API asks for, so that nobody goes around the front. */
export class FrontAdmission extends Construct {
  /** For the front to send along. CloudFormation reads the secret; it stands in no template. */
  readonly headers: Readonly<Record<string, string>>;
  readonly authorizer: HttpLambdaAuthorizer;

  constructor(scope: Construct, id: string, { surroundings }: { readonly surroundings: Surroundings }) {
    super(scope, id);
    const secret = new Secret(this, `Secret${generation}`, {
      description: 'What the front says to the API to be admitted',
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy: RemovalPolicy.DESTROY,
    });
    Validations.of(secret).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason:
        'It guards no data, only the way around the cache and the firewall; whoever could read it may change both. It is replaced by a deployment.',
    });
    const admitRequest = new ServiceFunction<typeof configSchema>(this, 'AdmitRequest', {
      entry: 'front/admit-request',
      description: 'Admits requests that come through the front.',
      memoryMegabytes: 256,
      timeout: Duration.seconds(10),
      environment: { FRONT_SECRET_NAME: secret.secretArn },
      surroundings,
    });
    admitRequest.addToRolePolicy(
      new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [secret.secretArn] }),
    );
    this.headers = { [header]: secret.secretValue.unsafeUnwrap() };
    this.authorizer = new HttpLambdaAuthorizer('FrontOnly', admitRequest, {
      identitySource: [`$request.header.${header}`],
      responseTypes: [HttpLambdaResponseType.SIMPLE],
      resultsCacheTtl: Duration.hours(1),
    });
  }
}
