import { App } from 'aws-cdk-lib';
import { type StageConfig, type StageName, stageNames, stages } from './config.ts';
import { whyNotForVisitors } from './invented-addresses.ts';
import { addStage } from './stacks/add-stage.ts';

const app = new App();

/** `-c stage=NAME` picks one; without it, what is deployed to an account: every stage but the emulator's. */
function chosenStages(): readonly StageName[] {
  const wanted: unknown = app.node.tryGetContext('stage');
  if (wanted === undefined) return stageNames.filter((name) => name !== 'emulator');
  const stage = stageNames.find((name) => name === wanted);
  if (!stage) throw new Error(`There is no stage ${String(wanted)}; there are ${stageNames.join(', ')}.`);
  return [stage];
}

/** `-c network=JSON` and `-c places=JSON` replace those of the stage; the functions check them when they start. */
function fromContext(): Partial<StageConfig> {
  const replaced = (['network', 'places'] as const).flatMap((name) => {
    const text: unknown = app.node.tryGetContext(name);
    return typeof text === 'string' ? [[name, JSON.parse(text) as unknown]] : [];
  });
  return Object.fromEntries(replaced) as Partial<StageConfig>;
}

for (const stage of chosenStages()) {
  const config = { ...stages[stage], ...fromContext() };
  // The emulator shows invented data to nobody.
  const isChecked = stage !== 'emulator' && app.node.tryGetContext('invented-addresses') !== 'allow';
  const reason = isChecked ? whyNotForVisitors(stage, config) : undefined;
  if (reason !== undefined) {
    console.error(reason);
    process.exit(1);
  }
  addStage(app, stage, config);
}
