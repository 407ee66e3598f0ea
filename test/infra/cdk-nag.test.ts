import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { expect, test } from 'vitest';
import { type StageConfig, type StageName, stageNames, stages } from '#infra/config.ts';
import { makeStage } from './stack.ts';

/** Checks all stacks of the stage. */
function check(stage: StageName, overrides: Partial<StageConfig>): void {
  const app = App.of(makeStage(stage, overrides).main);
  if (!(app instanceof App)) throw new Error('the stack stands in no app');
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app, { verbose: true }));
  expect(() => app.synth()).not.toThrow();
}

// With a keyed source, so that the rules see the grant of its secret as well.
const network = {
  ...stages.production.network,
  sources: [
    {
      id: 'keyed',
      url: 'https://example.org/realtime',
      kinds: ['trip-updates' as const],
      headers: { 'x-api-key': 'secret:operator/key' },
    },
  ],
};

test.each(stageNames)('%s passes the AWS Solutions rules, or says in the code why not', (stage) => {
  check(stage, { network });
});

test('so does a council with a name and a directory of its own', () => {
  const domain = {
    domainName: 'welcome.example.org',
    certificateArn: 'arn:aws:acm:us-east-1:111122223333:certificate/1',
  };
  const entra = { tenantId: 'tenant', clientId: 'client', clientSecretName: 'staff/entra' };
  check('production', { front: { domain }, identity: { kind: 'cognito', entra } });
});
