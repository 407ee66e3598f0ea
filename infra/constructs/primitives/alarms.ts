import { Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { AnyPrincipal, Effect, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';

export interface AlarmProps {
  /** Page in docs/runbook, without `.md`: what it means, where to look, what to do. */
  readonly runbook: string;
  /** One sentence: what people notice. */
  readonly impact: string;
  readonly metric: IMetric;
  readonly threshold: number;
  /** @default at or above the threshold */
  readonly comparison?: ComparisonOperator;
  /** Periods of the metric that must breach one after the other. @default 1 */
  readonly periods?: number;
  /** What silence means. @default nothing is wrong */
  readonly missingData?: TreatMissingData;
}

/** The one way to make an alarm: it always has a runbook page, a plain sentence and somewhere to go. */
export class Alarms extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, props: { readonly email?: string }) {
    super(scope, id);
    const { account } = Stack.of(this);
    // CloudWatch cannot publish to a topic under the AWS-managed key, whose policy nobody may change.
    const key = new Key(this, 'Key', { description: 'Alarm messages', enableKeyRotation: true });
    const cloudWatch = new ServicePrincipal('cloudwatch.amazonaws.com');
    const ownAccount = { StringEquals: { 'aws:SourceAccount': account } };
    key.addToResourcePolicy(
      new PolicyStatement({
        principals: [cloudWatch],
        actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
        resources: ['*'],
        conditions: ownAccount,
      }),
    );
    this.topic = new Topic(this, 'Topic', { displayName: 'Digital Welcome alarms', masterKey: key });
    // A topic policy of our own takes the place of the default one, which had let the account's alarms publish.
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AlarmsOfThisAccount',
        principals: [cloudWatch],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: ownAccount,
      }),
    );
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'OnlyEncrypted',
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
    );
    if (props.email) this.topic.addSubscription(new EmailSubscription(props.email));
  }

  /** `id` is unique in `scope`; the alarm's name is the stack's name and the runbook page, with `of` where there are several. */
  add(scope: Construct, id: string, { of, ...props }: AlarmProps & { readonly of?: string }): Alarm {
    const alarm = new Alarm(scope, id, {
      alarmName: [Stack.of(this).stackName, props.runbook, ...(of ? [of] : [])].join('-'),
      alarmDescription: `${props.impact} What to do: docs/runbook/${props.runbook}.md`,
      metric: props.metric,
      threshold: props.threshold,
      evaluationPeriods: props.periods ?? 1,
      comparisonOperator: props.comparison ?? ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: props.missingData ?? TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(this.topic));
    alarm.addOkAction(new SnsAction(this.topic));
    return alarm;
  }
}
