import { describe, expect, it } from 'vitest';
import { readForm } from './form.ts';
import type { HttpRequest } from './http.ts';

const request = (body: Uint8Array | string, contentType: string): HttpRequest => ({
  origin: 'https://here.example',
  path: '/',
  pathParameters: {},
  query: new URLSearchParams(),
  headers: { 'content-type': contentType },
  cookies: new Map(),
  body: Buffer.from(body),
});
async function sent(form: FormData) {
  const whole = new Response(form);
  const type = whole.headers.get('content-type') ?? '';
  return readForm(request(new Uint8Array(await whole.arrayBuffer()), type));
}

describe('a form', () => {
  it('is read as it was typed', async () => {
    const form = await readForm(
      request('a=1+2%20%C3%A9&b=&a=3', 'application/x-www-form-urlencoded; charset=UTF-8'),
    );
    expect([form.text('a'), form.text('b'), form.text('c')]).toEqual(['1 2 é', '', '']);
    expect([form.has('b'), form.has('c'), form.file('a')]).toEqual([true, false, undefined]);
  });

  it('carries files, byte for byte', async () => {
    const form = new FormData();
    form.set('note', 'text');
    form.set('file', new File([new Uint8Array([0, 255, 13, 10, 0])], 'list.csv'));
    const read = await sent(form);
    expect(read.file('file')).toEqual({ name: 'list.csv', bytes: new Uint8Array([0, 255, 13, 10, 0]) });
    expect([read.text('note'), read.text('file'), read.file('note')]).toEqual(['text', '', undefined]);
  });

  it.each([
    ['../../etc/passwd', 'passwd'],
    ['..\\..\\windows\\win.ini', 'win.ini'],
    ['C:\\Users\\ann\\list.csv', 'list.csv'],
    ['/abs/list.csv', 'list.csv'],
    ['folder/', ''],
    ['..', '..'],
    ['list.csv', 'list.csv'],
    ['lìst “1”.csv', 'lìst “1”.csv'],
  ])('names a file without its folders: %s', async (fileName, name) => {
    const form = new FormData();
    form.set('file', new File(['x'], fileName));
    expect((await sent(form)).file('file')?.name).toBe(name);
  });

  it.each([
    ['application/x-www-form-urlencoded', `a=${'x'.repeat(1_000_001)}`, 'too long'],
    ['application/x-www-form-urlencoded', 'a=%FF', 'a has letters that cannot be read'],
    ['application/json', '{}', 'not what the form of the page sends'],
    ['multipart/form-data; boundary=x', 'a=1', 'cannot be read'],
    ['', 'a=1', 'not what the form of the page sends'],
  ])('of type %s is refused with a word on why', async (type, body, reason) => {
    await expect(readForm(request(body, type))).rejects.toMatchObject({
      kind: 'invalid-input',
      message: expect.stringContaining(reason),
    });
  });
});
