import { CfnOutput, Stack, type StackProps, Tags } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { StageName } from '../config.ts';
import { FrontFirewall } from '../constructs/front-firewall.ts';
import { Alarms } from '../constructs/primitives/alarms.ts';

export interface FrontFirewallStackProps extends StackProps {
  readonly stage: StageName;
  readonly alarmEmail: string | undefined;
}

/** The firewall of CloudFront, which must lie in us-east-1, and an alarm topic beside it: alarms cross no region. */
export class FrontFirewallStack extends Stack {
  readonly webAclArn: string;

  constructor(scope: Construct, id: string, { stage, alarmEmail, ...stackProps }: FrontFirewallStackProps) {
    super(scope, id, { ...stackProps, description: `Digital Welcome, ${stage}: firewall of the front` });
    Tags.of(this).add('stage', stage);
    const alarms = new Alarms(this, 'Alarms', alarmEmail ? { email: alarmEmail } : {});
    this.webAclArn = new FrontFirewall(this, 'Front', { alarms }).webAclArn;
    new CfnOutput(this, 'AlarmTopicArn', { value: alarms.topic.topicArn });
  }
}
