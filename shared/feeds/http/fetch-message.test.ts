import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type FeedServer, startFeedServer } from '#test/builders/feed-server.ts';
import { fetchMessage } from './fetch-message.ts';

let server: FeedServer;
let elsewhere: FeedServer;
beforeAll(async () => {
  [server, elsewhere] = await Promise.all([startFeedServer(), startFeedServer()]);
});
afterAll(() => Promise.all([server.stop(), elsewhere.stop()]));
beforeEach(() => {
  server.requests.length = 0;
  elsewhere.requests.length = 0;
});

const key = { 'x-api-key': 'k-123' };
const ask = (path: string, headers: Readonly<Record<string, string>> = {}, holdsKey = true) =>
  fetchMessage(server.url + path, {
    name: 'the feed',
    accept: '*/*',
    headers,
    holdsKey,
    validators: undefined,
    timeoutMilliseconds: 5000,
    maxBytes: 1000,
  });
const redirect = (path: string, location: string, status = 302) =>
  server.answer(path, (response) => response.writeHead(status, { location }).end());

describe('a redirect', () => {
  it('within the origin is followed with the key', async () => {
    redirect('/old?api_key=1', '/new', 308);
    server.answer('/new', Buffer.from('good'));
    expect(await ask('/old?api_key=1', key)).toMatchObject({ outcome: 'bytes', bytes: Buffer.from('good') });
    expect(server.requests.map(({ headers }) => headers['x-api-key'])).toEqual(['k-123', 'k-123']);
  });

  it('to another origin is refused where the request holds a key, in a header or in the address', async () => {
    redirect('/rt', `${elsewhere.url}/rt?api_key=hidden`);
    elsewhere.answer('/rt?api_key=hidden', Buffer.from('taken'));
    const refused = `redirect to ${elsewhere.url}, which is not sent the key, from the feed`;
    await expect(ask('/rt', key)).rejects.toThrow(new RegExp(`^${refused}$`));
    await expect(ask('/rt')).rejects.toThrow(refused);
    expect(elsewhere.requests).toEqual([]);
  });

  it('to another origin is followed where there is no key', async () => {
    redirect('/open', `${elsewhere.url}/open`);
    elsewhere.answer('/open', Buffer.from('good'));
    expect(await ask('/open', {}, false)).toMatchObject({ bytes: Buffer.from('good') });
  });

  it.each([
    ['round in a circle', '/round', /^more than 5 redirects from the feed$/],
    ['to a file', 'file:///etc/hostname', /^redirect to file: from the feed$/],
    ['to text', 'data:text/plain,mine', /^redirect to data: from the feed$/],
    ['to nowhere', 'http://', /^redirect to what is no address from the feed$/],
  ])('%s is refused', async (_, location, message) => {
    redirect('/round', location);
    await expect(ask('/round', {}, false)).rejects.toThrow(message);
  });
});
