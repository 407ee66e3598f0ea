import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { type StageConfig, type StageName, stages } from '#infra/config.ts';
import { addStage, type StageStacks } from '#infra/stacks/add-stage.ts';
import cdkJson from '../../cdk.json' with { type: 'json' };

/** The app as `cdk synth` makes it, with its feature flags, but without bundling. */
export function makeStage(stage: StageName, overrides: Partial<StageConfig> = {}): StageStacks {
  const app = new App({ context: { ...cdkJson.context, 'aws:cdk:bundling-stacks': [] } });
  return addStage(app, stage, { ...stages[stage], ...overrides });
}

export function makeTemplate(stage: StageName, overrides: Partial<StageConfig> = {}): Template {
  return Template.fromStack(makeStage(stage, overrides).main);
}

/** The firewall of the stage's front. */
export function makeFrontFirewall(stage: StageName, overrides: Partial<StageConfig> = {}): Template {
  const { frontFirewall } = makeStage(stage, overrides);
  if (!frontFirewall) throw new Error(`${stage} has no front, or no firewall before it`);
  return Template.fromStack(frontFirewall);
}
