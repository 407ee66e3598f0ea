export interface Metric {
  readonly value: number;
  readonly unit: 'Seconds' | 'Milliseconds' | 'Count' | 'Bytes' | 'Percent';
}

export const METRIC_NAMESPACE = 'DigitalWelcome';

/** Writes metrics in CloudWatch's embedded metric format: one log line, no call that could fail or cost time. */
export function putMetrics(
  dimensions: Readonly<Record<string, string>>,
  metrics: Readonly<Record<string, Metric>>,
  write: (line: string) => void = (line) => process.stdout.write(line),
): void {
  const names = Object.keys(metrics);
  if (names.length === 0) return;
  const values = Object.fromEntries(names.map((name) => [name, metrics[name]?.value]));
  const document = {
    _aws: {
      Timestamp: Date.now(),
      CloudWatchMetrics: [
        {
          Namespace: METRIC_NAMESPACE,
          Dimensions: [Object.keys(dimensions)],
          Metrics: names.map((Name) => ({ Name, Unit: metrics[Name]?.unit })),
        },
      ],
    },
    ...dimensions,
    ...values,
  };
  write(`${JSON.stringify(document)}\n`);
}
