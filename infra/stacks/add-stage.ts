import type { App } from 'aws-cdk-lib';
import type { StageConfig, StageName } from '../config.ts';
import { DigitalWelcomeStack } from './digital-welcome.ts';
import { FrontFirewallStack } from './front-firewall.ts';

export interface StageStacks {
  readonly main: DigitalWelcomeStack;
  readonly frontFirewall: FrontFirewallStack | undefined;
}

/** All stacks of a stage; the CDK deploys them in order when asked for the main one. */
export function addStage(app: App, stage: StageName, config: StageConfig): StageStacks {
  const name = `digital-welcome-${stage}`;
  const frontFirewall =
    config.front && config.firewall
      ? new FrontFirewallStack(app, `${name}-edge`, {
          stage,
          alarmEmail: config.alarmEmail,
          env: { region: 'us-east-1' },
        })
      : undefined;
  const main = new DigitalWelcomeStack(app, name, {
    stage,
    config,
    webAclArn: frontFirewall?.webAclArn,
    env: { region: config.region },
  });
  return { main, frontFirewall };
}
