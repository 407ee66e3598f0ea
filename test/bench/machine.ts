import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';

export function machineLine(): string {
  const [cpu] = cpus();
  return [
    `${availableParallelism()} cores (${cpu?.model.trim() ?? 'unknown'})`,
    `${Math.round(totalmem() / 2 ** 30)} GB`,
    `Node ${process.version} on ${process.platform} ${process.arch}`,
    `load ${loadavg()
      .map((load) => load.toFixed(1))
      .join(' ')}`,
  ].join(', ');
}
