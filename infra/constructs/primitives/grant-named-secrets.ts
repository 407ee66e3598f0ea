import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';

/** Lets a function read the secrets of these names, which somebody has put into Secrets Manager by hand. */
export function grantNamedSecrets(reader: IFunction, names: readonly string[]): void {
  if (names.length === 0) return;
  reader.addToRolePolicy(
    new PolicyStatement({
      actions: ['secretsmanager:GetSecretValue'],
      // Secrets Manager ends every ARN with a dash and six characters of its own.
      resources: names.map((name) =>
        Stack.of(reader).formatArn({ service: 'secretsmanager', resource: `secret:${name}-??????` }),
      ),
    }),
  );
}
