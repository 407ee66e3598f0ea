import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { type StageConfig, type StageName, stages } from '#infra/config.ts';
import { DigitalWelcomeStack } from '#infra/stacks/digital-welcome.ts';
import cdkJson from '../../cdk.json' with { type: 'json' };

/** The app as `cdk synth` makes it, with its feature flags, but without bundling. */
export function makeStack(stage: StageName, overrides: Partial<StageConfig> = {}): DigitalWelcomeStack {
  const app = new App({ context: { ...cdkJson.context, 'aws:cdk:bundling-stacks': [] } });
  const config = { ...stages[stage], ...overrides };
  return new DigitalWelcomeStack(app, `digital-welcome-${stage}`, {
    stage,
    config,
    env: { region: config.region },
  });
}

export function makeTemplate(stage: StageName, overrides: Partial<StageConfig> = {}): Template {
  return Template.fromStack(makeStack(stage, overrides));
}
