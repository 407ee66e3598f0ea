import { expect, it, vi } from 'vitest';
import { type LambdaHandler, localFunctions } from './local-functions.ts';

it('loads a function once, and calls it with the event and a context', async () => {
  const handler = vi.fn<LambdaHandler>((event) => ({ event }));
  const load = vi.fn(async () => handler);
  const invoke = localFunctions(load);
  const results = await Promise.all([invoke('transit/serve-api', 1), invoke('transit/serve-api', 2)]);
  expect(results).toEqual([{ event: 1 }, { event: 2 }]);
  expect(load).toHaveBeenCalledTimes(1);
  const context = handler.mock.calls[0]?.[1];
  expect(context?.functionName).toBe('transit-serve-api');
  expect(context?.getRemainingTimeInMillis()).toBeGreaterThan(0);
});

it('says which function cannot be loaded', async () => {
  await expect(localFunctions()('transit/no-such', {})).rejects.toThrow(/transit\/no-such/);
});
