import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  ClientSecretPost,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  None,
  randomNonce,
  randomPKCECodeVerifier,
} from 'openid-client';
import { claimedRoles, type OidcSettings } from '#shared/contracts/oidc-settings.ts';
import { isStaffRole } from '#shared/domain/staff/roles.ts';
import type { StaffMember } from '#shared/domain/staff/staff-member.ts';
import { DomainError } from '#shared/platform/domain-error.ts';
import type { SecretReader } from '#shared/platform/secret-reader.ts';

export interface SignInAttempt {
  readonly nonce: string;
  readonly codeVerifier: string;
}

export interface SignedIn {
  readonly member: StaffMember;
  readonly idToken: string;
}

/** The identity provider, by OpenID Connect: authorization code with PKCE, state and nonce. */
export interface IdentityProvider {
  newAttempt(): SignInAttempt;
  /** Where the browser goes to sign in. */
  signInAddress(attempt: SignInAttempt, state: string, redirectUri: string): Promise<string>;
  /** @throws DomainError `forbidden` when what came back proves nothing */
  signedIn(returned: URL, attempt: SignInAttempt, state: string): Promise<SignedIn>;
  /** Where the browser goes to sign out there, too; undefined where there is no such place. */
  signOutAddress(idToken: string, returnUri: string): Promise<string | undefined>;
}

export function openIdProvider(settings: OidcSettings, readSecret: SecretReader): IdentityProvider {
  let configuration: Promise<Configuration> | undefined;
  const configured = () => {
    configuration ??= discovered(settings, readSecret).catch((error: unknown) => {
      configuration = undefined;
      throw new DomainError('upstream', 'Signing in is not possible just now.', {}, { cause: error });
    });
    return configuration;
  };
  return {
    newAttempt: () => ({ nonce: randomNonce(), codeVerifier: randomPKCECodeVerifier() }),
    async signInAddress({ nonce, codeVerifier }, state, redirectUri) {
      const challenge = await calculatePKCECodeChallenge(codeVerifier);
      return buildAuthorizationUrl(await configured(), {
        redirect_uri: redirectUri,
        scope: 'openid profile email',
        code_challenge: challenge,
        code_challenge_method: 'S256',
        state,
        nonce,
      }).href;
    },
    async signedIn(returned, { nonce, codeVerifier }, state) {
      const provider = await configured();
      const tokens = await authorizationCodeGrant(provider, returned, {
        pkceCodeVerifier: codeVerifier,
        expectedNonce: nonce,
        expectedState: state,
        idTokenExpected: true,
      }).catch((error: unknown) => {
        throw new DomainError('forbidden', 'Signing in has not worked. Try again.', {}, { cause: error });
      });
      return { member: memberOf(tokens.claims() ?? {}, settings), idToken: tokens.id_token ?? '' };
    },
    async signOutAddress(idToken, returnUri) {
      if (settings.signOutUrl) return settings.signOutUrl;
      const provider = await configured();
      if (provider.serverMetadata().end_session_endpoint === undefined) return undefined;
      return buildEndSessionUrl(provider, { id_token_hint: idToken, post_logout_redirect_uri: returnUri })
        .href;
    },
  };
}

async function discovered(settings: OidcSettings, readSecret: SecretReader): Promise<Configuration> {
  const { issuer, clientId, clientSecretName } = settings;
  const secret = clientSecretName && (await readSecret(clientSecretName));
  const server = new URL(issuer);
  // Without TLS only on this very machine.
  const isLocal =
    server.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(server.hostname);
  return discovery(server, clientId, undefined, secret ? ClientSecretPost(secret) : None(), {
    timeout: 8,
    ...(isLocal && { execute: [allowInsecureRequests] }),
  });
}

/** OpenID Connect Core, 2. */
const MOST_SUBJECT = 255;
const MOST_EMAIL = 254;

/** Who the token is about. What is not claimed is not so. */
export function memberOf(claims: Readonly<Record<string, unknown>>, settings: OidcSettings): StaffMember {
  const text = (name: string) => {
    const value = claims[name];
    return typeof value === 'string' ? value.trim().slice(0, 200) : '';
  };
  // As it is, and whole: what is cut or trimmed may be another's.
  const subject = claims.sub;
  if (typeof subject !== 'string' || subject === '' || subject.length > MOST_SUBJECT)
    throw new DomainError('forbidden', 'Signing in has not worked. Try again.');
  const isOwnAddress = claims.email_verified === true || claims.email_verified === 'true';
  const email = typeof claims.email === 'string' ? claims.email.trim().toLowerCase() : '';
  return {
    subject,
    name: text('name') || text('preferred_username') || text('email') || subject,
    email: isOwnAddress && email !== '' && email.length <= MOST_EMAIL ? email : null,
    roles: [...new Set(claimedRoles(claims, settings))].filter(isStaffRole),
  };
}
