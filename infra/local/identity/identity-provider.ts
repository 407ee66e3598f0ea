import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { type JWK, Provider } from 'oidc-provider';
import { type DemoPerson, demoStaff } from './demo-staff.ts';
import { MemoryAdapter } from './memory-adapter.ts';
import { page, signInPage } from './sign-in-page.ts';

/** Where it stands on the one address of the local product. */
export const IDENTITY_PATH = '/identity';

export const localClientId = 'digital-welcome';

/**
 * An OpenID Connect provider in this process, for the people of the demo: the real protocol, without passwords. It
 * stands in for the council's own and is part of no deployment.
 * @param clientSecret without it the proof key alone protects the code
 */
export function localIdentityProvider(origin: string, clientSecret?: string): RequestListener {
  const provider = new Provider(`${origin}${IDENTITY_PATH}`, {
    clients: [
      {
        client_id: localClientId,
        ...(clientSecret
          ? { token_endpoint_auth_method: 'client_secret_post' as const, client_secret: clientSecret }
          : { token_endpoint_auth_method: 'none' as const }),
        redirect_uris: [`${origin}/staff/signed-in`],
        post_logout_redirect_uris: [`${origin}/staff/signed-out`],
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    claims: { openid: ['sub'], profile: ['name', 'roles'], email: ['email', 'email_verified'] },
    // The token says it all: nobody has to ask a second time.
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    adapter: MemoryAdapter,
    jwks: { keys: [signingKey()] },
    cookies: { keys: [randomBytes(32).toString('hex')] },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: true, logoutSource: askWhetherToSignOut },
    },
    interactions: { url: (_, interaction) => `${IDENTITY_PATH}/sign-in/${interaction.uid}` },
    findAccount: (_, id) => {
      const person = demoStaff.find((known) => known.id === id);
      return person && { accountId: id, claims: () => ({ sub: id, ...claimsOf(person) }) };
    },
    // The product is the council's own: nobody is asked whether it may know who they are.
    loadExistingGrant: async (context) => {
      const { session, client } = context.oidc;
      if (!session?.accountId || !client) return undefined;
      // One grant for all tabs: a new one would make the codes of the others void.
      const earlier = await provider.Grant.find(session.grantIdFor(client.clientId) ?? '');
      if (earlier?.accountId === session.accountId) return earlier;
      const grant = new provider.Grant({ accountId: session.accountId, clientId: client.clientId });
      grant.addOIDCScope('openid profile email');
      await grant.save();
      return grant;
    },
    ttl: { Session: 28_800, Grant: 28_800, Interaction: 600, IdToken: 3_600, AccessToken: 600 },
  });
  // Only on this machine, and without TLS.
  provider.on('server_error', () => undefined);
  const callback = provider.callback();

  return (request, response) => {
    const path = (request.url ?? '').slice(IDENTITY_PATH.length) || '/';
    if (path.startsWith('/sign-in/')) {
      void interact(provider, request, response).catch(() => {
        response.statusCode = 400;
        response.end('This sign-in has run out.');
      });
      return;
    }
    Object.assign(request, { originalUrl: request.url });
    request.url = path;
    void callback(request, response);
  };
}

/** `form` holds what the provider wants to hear again; the page adds the button. */
function askWhetherToSignOut(context: { body?: unknown }, form: string): void {
  context.body = page(
    'Sign out',
    `${form}<button form="op.logoutForm" name="logout" value="yes">Sign out</button>`,
  );
}

/** Made anew with every start, as everything else here. */
const signingKey = (): JWK =>
  ({
    ...generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }),
    kid: 'local',
    use: 'sig',
  }) as JWK;

const claimsOf = ({ name, email, roles }: DemoPerson) => ({
  name,
  email,
  email_verified: true,
  roles: [...roles],
});

async function interact(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'POST') {
    await provider.interactionDetails(request, response);
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.setHeader('cache-control', 'no-store');
    response.end(signInPage(request.url ?? ''));
    return;
  }
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const person = new URLSearchParams(Buffer.concat(chunks).toString()).get('person') ?? '';
  const isKnown = demoStaff.some(({ id }) => id === person);
  const result = isKnown ? { login: { accountId: person } } : { error: 'access_denied' };
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
}
