import type { Browser, BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
import { demoStaff } from '#infra/local/identity/demo-staff.ts';
import { startLocal } from '#test/integration/local-process.ts';
import { watchPage } from './visit-page.ts';

/** The whole product on this machine, with its identity provider: what `npm start` starts. */
export interface StaffSite {
  readonly origin: string;
  stop(): Promise<void>;
}

export async function startStaffSite(): Promise<StaffSite> {
  const local = startLocal(['--port', '0']);
  const origin = await local.ready;
  return {
    origin,
    async stop() {
      local.child.kill('SIGTERM');
      await local.exited;
    },
  };
}

export interface SignedIn {
  readonly page: Page;
  /** What the browser has complained of. */
  readonly complaints: string[];
  close(): Promise<void>;
}

/** Signs somebody of the demo's people in, through the identity provider, in a browser of their own. */
export async function signIn(
  browser: Browser,
  { origin }: StaffSite,
  person: string,
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<SignedIn> {
  const context: BrowserContext = await browser.newContext(options);
  const page = await context.newPage();
  const complaints = watchPage(page);
  await page.goto(`${origin}/staff`);
  const name = demoStaff.find(({ id }) => id === person)?.name ?? person;
  await page.getByRole('button', { name }).click();
  await page.waitForURL(/\/staff(\/signed-in.*)?$/);
  return {
    page,
    complaints,
    async close() {
      await context.close();
      expect(complaints).toEqual([]);
    },
  };
}

/** Opens one page of the form of a listing, writes some fields and saves. */
export async function fillSection(page: Page, section: string, fill: () => Promise<void>): Promise<void> {
  await page.getByRole('link', { name: section }).click();
  await fill();
  await page.getByRole('button', { name: 'Save' }).click();
}
