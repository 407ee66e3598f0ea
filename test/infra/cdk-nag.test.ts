import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { expect, test } from 'vitest';
import { stageNames, stages } from '#infra/config.ts';
import { makeStack } from './stack.ts';

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
  const app = App.of(makeStack(stage, { network }));
  if (!(app instanceof App)) throw new Error('the stack stands in no app');
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app, { verbose: true }));
  expect(() => app.synth()).not.toThrow();
});
