import { describe, expect, it } from 'vitest';
import { FreshValue, KeptValues } from './kept-values.ts';

describe('kept values', () => {
  it('are loaded once, even by many at once, and the least recently used leave', async () => {
    const loads: string[] = [];
    const kept = new KeptValues<string>({ size: 2 });
    const get = (key: string) =>
      kept.get(key, async () => {
        loads.push(key);
        return key;
      });
    await Promise.all([get('a'), get('a'), get('b')]);
    await get('a');
    await get('c');
    await get('a');
    await get('b');
    expect(loads).toEqual(['a', 'b', 'c', 'b']);
  });

  it('leave by weight too, and what was not found is looked for again', async () => {
    const loads: string[] = [];
    const kept = new KeptValues<string | undefined>({
      size: 10,
      weight: 5,
      weigh: (value) => value?.length ?? 0,
    });
    const get = (key: string) =>
      kept.get(key, async () => {
        loads.push(key);
        return key === 'none' ? undefined : key;
      });
    for (const key of ['abc', 'de', 'abc', 'f', 'de', 'none', 'none']) await get(key);
    expect(loads).toEqual(['abc', 'de', 'f', 'de', 'none', 'none']);
  });

  it('a load that failed is tried again', async () => {
    const kept = new KeptValues<number>({ size: 2 });
    await expect(kept.get('a', () => Promise.reject(new Error('down')))).rejects.toThrow('down');
    expect(await kept.get('a', async () => 1)).toBe(1);
  });
});

describe('a fresh value', () => {
  it('is looked at again when it is old, one look for all who wait', async () => {
    let looks = 0;
    const value = new FreshValue(async () => ++looks, 0);
    expect(await Promise.all([value.get(), value.get()])).toEqual([1, 1]);
    expect(await value.get()).toBe(2);
    const lasting = new FreshValue(async () => ++looks, 60_000);
    expect([await lasting.get(), await lasting.get(), lasting.peek()]).toEqual([3, 3, 3]);
  });

  it('stays as it was while its source is away, and is not asked for at every turn', async () => {
    let away = false;
    let looks = 0;
    const value = new FreshValue(async () => {
      looks++;
      if (away) throw new Error('down');
      return looks;
    }, 0);
    expect(await value.get()).toBe(1);
    away = true;
    expect(await value.get()).toBe(1);
    const never = new FreshValue(() => Promise.reject(new Error('down')), 0);
    await expect(never.get()).rejects.toThrow('down');
  });
});
