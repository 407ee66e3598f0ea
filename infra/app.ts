import { App } from 'aws-cdk-lib';
import { type NetworkInput, type StageName, stageNames, stages } from './config.ts';
import { DigitalWelcomeStack } from './stacks/digital-welcome.ts';

const app = new App();

/** `-c stage=NAME` picks one; without it, what is deployed to an account: every stage but the emulator's. */
function chosenStages(): readonly StageName[] {
  const wanted: unknown = app.node.tryGetContext('stage');
  if (wanted === undefined) return stageNames.filter((name) => name !== 'emulator');
  const stage = stageNames.find((name) => name === wanted);
  if (!stage) throw new Error(`There is no stage ${String(wanted)}; there are ${stageNames.join(', ')}.`);
  return [stage];
}

/** `-c network=JSON` replaces the network of the stage; the functions check it when they start. */
function networkFromContext(): { network?: NetworkInput } {
  const text: unknown = app.node.tryGetContext('network');
  return typeof text === 'string' ? { network: JSON.parse(text) as NetworkInput } : {};
}

for (const stage of chosenStages()) {
  const config = { ...stages[stage], ...networkFromContext() };
  new DigitalWelcomeStack(app, `digital-welcome-${stage}`, { stage, config, env: { region: config.region } });
}
