import { demoStaff } from './demo-staff.ts';

/** Who of the invented people do you want to be? Nothing on it comes from a request but its own address. */
export function signInPage(address: string): string {
  const action = encodeURI(decodeURI(address)).replaceAll('"', '%22').replaceAll('<', '%3C');
  const people = demoStaff
    .map(
      ({ id, name, roles }) =>
        `<p><button name="person" value="${id}">${name}</button> ${roles.join(', ') || 'no role'}</p>`,
    )
    .join('');
  return page(
    'Sign in',
    `<p>Demo: these people are invented, and none has a password.</p><form method="post" action="${action}">${people}</form>`,
  );
}

/** @param content HTML */
export const page = (title: string, content: string): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title} (demo)</title></head><body><main><h1>${title}</h1>${content}</main></body></html>`;
