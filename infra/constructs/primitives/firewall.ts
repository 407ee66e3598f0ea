import { Duration, Stack } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';

/** One rule without its place: they are tried in the order in which they are listed. */
export type FirewallRule = Pick<CfnWebACL.RuleProperty, 'name' | 'statement' | 'action' | 'overrideAction'>;

export interface FirewallProps {
  /** What it stands before, for the alarm's name. */
  readonly of: string;
  readonly impact: string;
  readonly scope: 'CLOUDFRONT' | 'REGIONAL';
  readonly rules: readonly FirewallRule[];
  /** Blocked requests in five minutes that somebody should hear of. */
  readonly manyBlocked: number;
  readonly bodies?: CfnWebACL['customResponseBodies'];
  readonly alarms: Alarms;
}

const periodSeconds = 300;

/** More requests of one address in five minutes than `limit`; `only` says which of them count. */
export function limitByAddress(
  name: string,
  {
    limit,
    only,
    action,
  }: {
    readonly limit: number;
    readonly only?: CfnWebACL.StatementProperty;
    readonly action?: CfnWebACL.RuleActionProperty;
  },
): FirewallRule {
  return {
    name,
    action: action ?? { block: {} },
    statement: {
      rateBasedStatement: {
        limit,
        aggregateKeyType: 'IP',
        evaluationWindowSec: periodSeconds,
        ...(only && { scopeDownStatement: only }),
      },
    },
  };
}

/** A group of rules that AWS keeps up to date; those in `countOnly` are counted and block nothing. */
export function managedRules(group: string, countOnly: readonly string[] = []): FirewallRule {
  return {
    name: group.replace('AWSManagedRules', ''),
    overrideAction: { none: {} },
    statement: {
      managedRuleGroupStatement: {
        vendorName: 'AWS',
        name: group,
        ...(countOnly.length > 0 && {
          ruleActionOverrides: countOnly.map((name) => ({ name, actionToUse: { count: {} } })),
        }),
      },
    },
  };
}

/** A web ACL that lets through what no rule blocks, and an alarm on how much it blocks. It keeps no requests. */
export class Firewall extends Construct {
  readonly webAcl: CfnWebACL;

  constructor(scope: Construct, id: string, props: FirewallProps) {
    super(scope, id);
    const visibility = (metricName: string): CfnWebACL.VisibilityConfigProperty => ({
      metricName,
      cloudWatchMetricsEnabled: true,
      // A sample holds addresses and whole query strings. Counts are enough until something has to be found out.
      sampledRequestsEnabled: false,
    });
    const metricName = `${Stack.of(this).stackName}-${props.of}`;
    this.webAcl = new CfnWebACL(this, 'WebAcl', {
      scope: props.scope,
      defaultAction: { allow: {} },
      visibilityConfig: visibility(metricName),
      ...(props.bodies && { customResponseBodies: props.bodies }),
      rules: props.rules.map((rule, priority) => ({
        ...rule,
        priority,
        visibilityConfig: visibility(`${metricName}-${rule.name}`),
      })),
    });
    props.alarms.add(this, 'BlockedAlarm', {
      runbook: 'firewall-blocked',
      of: props.of,
      impact: props.impact,
      metric: new Metric({
        namespace: 'AWS/WAFV2',
        metricName: 'BlockedRequests',
        dimensionsMap: {
          WebACL: metricName,
          Rule: 'ALL',
          ...(props.scope === 'REGIONAL' && { Region: Stack.of(this).region }),
        },
        statistic: 'Sum',
        period: Duration.seconds(periodSeconds),
      }),
      threshold: props.manyBlocked,
    });
  }
}
