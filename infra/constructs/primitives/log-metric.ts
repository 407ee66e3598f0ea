import type { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, type IFilterPattern, type ILogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { LogCode } from '#functions/runtime/logger.ts';
import type { METRIC_NAMESPACE } from '#functions/runtime/metrics.ts';

const namespace: typeof METRIC_NAMESPACE = 'DigitalWelcome';

export interface LogMetricProps {
  readonly metricName: string;
  /** Several where the same thing is told by several functions. */
  readonly logGroups: readonly ILogGroup[];
  readonly period: Duration;
}

/** Lines of the catalogue with this code. */
export const linesWithCode = (code: LogCode): IFilterPattern =>
  FilterPattern.stringValue('$.code', '=', code);

/** How many log lines fit a pattern: metric filters of the ids `id`, `id2`… and the metric that they count in. */
export function logMetric(
  scope: Construct,
  id: string,
  filterPattern: IFilterPattern,
  { metricName, logGroups, period }: LogMetricProps,
): Metric {
  for (const [index, logGroup] of logGroups.entries()) {
    new MetricFilter(scope, index === 0 ? id : `${id}${index + 1}`, {
      logGroup,
      metricNamespace: namespace,
      metricName,
      filterPattern,
    });
  }
  return new Metric({ namespace, metricName, statistic: 'Sum', period });
}
