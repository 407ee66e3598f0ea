import { describe, expect, it } from 'vitest';
import { Shutdown } from './shutdown.ts';

describe('Shutdown', () => {
  it('undoes in reverse order, once, whatever one of them does', async () => {
    const shutdown = new Shutdown();
    const undone: string[] = [];
    await shutdown.add(() => void undone.push('first'));
    await shutdown.add(async () => {
      undone.push('second');
      throw new Error('does not end properly');
    });
    await shutdown.add(() => void undone.push('third'));
    expect(shutdown.begun).toBe(false);
    await Promise.all([shutdown.run(), shutdown.run()]);
    expect(shutdown.begun).toBe(true);
    expect(undone).toEqual(['third', 'second', 'first']);
  });

  it('undoes at once what is started after the end has begun', async () => {
    const shutdown = new Shutdown();
    await shutdown.run();
    let undone = false;
    await shutdown.add(() => {
      undone = true;
    });
    expect(undone).toBe(true);
  });
});
