import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { expect, test } from 'vitest';
import { stageNames } from '#infra/config.ts';
import { makeStack } from './stack.ts';

test.each(stageNames)('%s passes the AWS Solutions rules, or says in the code why not', (stage) => {
  const app = App.of(makeStack(stage));
  if (!(app instanceof App)) throw new Error('the stack stands in no app');
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app, { verbose: true }));
  expect(() => app.synth()).not.toThrow();
});
