import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { everySeconds } from './poll-timer.ts';

describe('everySeconds', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('calls on every turn, but not while a call is under way', async () => {
    const finish: (() => void)[] = [];
    const task = vi.fn(() => new Promise<void>((resolve) => finish.push(resolve)));
    const timer = everySeconds(15, task, () => undefined);
    await vi.advanceTimersByTimeAsync(14_999);
    expect(task).toHaveBeenCalledTimes(0);
    await vi.advanceTimersByTimeAsync(30_001);
    expect(task).toHaveBeenCalledTimes(1);
    finish.shift()?.();
    await vi.advanceTimersByTimeAsync(15_000);
    expect(task).toHaveBeenCalledTimes(2);
    finish.shift()?.();
    await timer.stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(task).toHaveBeenCalledTimes(2);
  });

  it('goes on after a fault, which it reports', async () => {
    const faults: unknown[] = [];
    const task = vi.fn(async () => {
      throw new Error('once more');
    });
    const timer = everySeconds(1, task, (error) => faults.push(error));
    await vi.advanceTimersByTimeAsync(3000);
    expect(faults).toHaveLength(3);
    await timer.stop();
  });

  it('waits at the end for the call that is under way', async () => {
    let finish = () => {};
    const timer = everySeconds(
      1,
      () =>
        new Promise<void>((resolve) => {
          finish = resolve;
        }),
      () => undefined,
    );
    await vi.advanceTimersByTimeAsync(1000);
    let stopped = false;
    const stopping = timer.stop().then(() => {
      stopped = true;
    });
    await vi.advanceTimersByTimeAsync(0);
    expect(stopped).toBe(false);
    finish();
    await stopping;
    expect(stopped).toBe(true);
  });
});
