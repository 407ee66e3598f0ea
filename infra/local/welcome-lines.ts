import * as z from 'zod/mini';
import { httpRoutes } from '#shared/contracts/routes.ts';
import { DomainError } from '#shared/platform/domain-error.ts';
import { busStation } from './demo/network/naptan-stops.ts';
import type { LocalStack } from './local-stack.ts';

/** Asks every route that needs no id: what is announced as ready has answered once. */
export async function checkRoutes(origin: string): Promise<void> {
  for (const { method, path } of httpRoutes) {
    if (method !== 'GET' || path.includes('{')) continue;
    const answer = await fetch(`${origin}${path}`);
    await answer.arrayBuffer();
    if (answer.status >= 500) throw new DomainError('unavailable', `${path} answers ${answer.status}`);
  }
}

const stopsSchema = z.object({ stops: z.array(z.object({ id: z.string() })) });

/** Any stop will do to show the way. */
async function exampleStop({ origin, network }: LocalStack): Promise<string | undefined> {
  if (network.feeds.some((feed) => feed.id === 'demo')) return busStation;
  const answer = await fetch(`${origin}/v1/stops?bbox=-180,-90,180,90`);
  const parsed = z.safeParse(stopsSchema, await answer.json().catch(() => undefined));
  return parsed.success ? parsed.data.stops[0]?.id : undefined;
}

/** What to open, for the person at the terminal. */
export async function welcomeLines(stack: LocalStack): Promise<readonly string[]> {
  const { origin } = stack;
  const stop = await exampleStop(stack);
  const at = stop === undefined ? undefined : encodeURIComponent(stop);
  return [
    'Digital Welcome is running on this machine:',
    `  the front door     ${origin}/`,
    ...(at === undefined
      ? []
      : [
          `  a bus-stop board   ${origin}/boards/${at}`,
          `  a stop’s page      ${origin}/stops/${at}`,
          `  departures (JSON)  ${origin}/v1/stops/${at}/departures`,
        ]),
    `  live sources       ${origin}/v1/realtime`,
    `  the API described  ${origin}/openapi.json`,
    'Ctrl-C ends it.',
  ];
}
