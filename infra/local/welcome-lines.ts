import * as z from 'zod/mini';
import { httpRoutes } from '#shared/contracts/routes.ts';
import { DomainError } from '#shared/platform/domain-error.ts';
import { busStation } from './demo/network/naptan-stops.ts';
import { skippedStop } from './demo/simulation/demo-alerts.ts';
import type { LocalStack } from './local-stack.ts';

/** Asks every route that needs no id: what is announced as ready has answered once. */
export async function checkRoutes(origin: string): Promise<void> {
  for (const { method, path } of httpRoutes) {
    if (method !== 'GET' || path.includes('{')) continue;
    const answer = await fetch(`${origin}${path}`, { redirect: 'manual' });
    await answer.arrayBuffer();
    if (answer.status >= 500) throw new DomainError('unavailable', `${path} answers ${answer.status}`);
  }
}

const stopsSchema = z.object({ stops: z.array(z.object({ id: z.string() })) });

interface ExampleStops {
  readonly forBoard: string;
  readonly forPage: string;
}

/** Of the demo, stops where much is going on; of another timetable any stop. */
async function exampleStops({ origin, isDemo }: LocalStack): Promise<ExampleStops | undefined> {
  if (isDemo) return { forBoard: busStation, forPage: skippedStop };
  const answer = await fetch(`${origin}/v1/stops?bbox=-180,-90,180,90`);
  const parsed = z.safeParse(stopsSchema, await answer.json().catch(() => undefined));
  const id = parsed.success ? parsed.data.stops[0]?.id : undefined;
  return id === undefined ? undefined : { forBoard: id, forPage: id };
}

/** What to open, for the person at the terminal. */
export async function welcomeLines(stack: LocalStack): Promise<readonly string[]> {
  const { origin } = stack;
  const stops = await exampleStops(stack);
  return [
    'Digital Welcome is running on this machine:',
    `  the front door     ${origin}/`,
    ...(stops
      ? [
          `  a bus-stop board   ${origin}/boards/${encodeURIComponent(stops.forBoard)}`,
          `  a stop’s page      ${origin}/stops/${encodeURIComponent(stops.forPage)}`,
          `  departures (JSON)  ${origin}/v1/stops/${encodeURIComponent(stops.forPage)}/departures`,
        ]
      : []),
    `  accessible places  ${origin}/places`,
    `  staff pages        ${origin}/staff`,
    `  live sources       ${origin}/v1/realtime`,
    `  the API described  ${origin}/openapi.json`,
    'Ctrl-C ends it.',
  ];
}
