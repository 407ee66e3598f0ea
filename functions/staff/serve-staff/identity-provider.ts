import {
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  type Configuration,
  calculatePKCECodeChallenge,
  randomNonce,
  randomPKCECodeVerifier,
} from 'openid-client';
import type { OidcSettings } from '#shared/contracts/oidc-settings.ts';
import type { StaffMember } from '#shared/domain/staff/staff-member.ts';
import type { Clock } from '#shared/platform/clock.ts';
import type { SecretReader } from '#shared/platform/secret-reader.ts';
import { memberOf } from './member-of.ts';
import { providerConfiguration } from './provider-configuration.ts';
import { isClientRefused, signInFailure } from './provider-failure.ts';

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
  /**
   * Where the browser goes to sign in.
   * @throws DomainError `upstream` when the provider cannot be reached
   */
  signInAddress(attempt: SignInAttempt, state: string, redirectUri: string): Promise<string>;
  /**
   * @throws DomainError `forbidden` when what came back proves nothing, `upstream` when the provider cannot be
   * reached or does not take our secret
   */
  signedIn(returned: URL, attempt: SignInAttempt, state: string): Promise<SignedIn>;
  /** Where the browser goes to sign out there, too; undefined where there is no such place. */
  signOutAddress(idToken: string, returnUri: string): Promise<string | undefined>;
}

export function openIdProvider(
  settings: OidcSettings,
  readSecret: SecretReader,
  clock: Clock,
): IdentityProvider {
  const configuration = providerConfiguration(settings, readSecret, clock);
  return {
    newAttempt: () => ({ nonce: randomNonce(), codeVerifier: randomPKCECodeVerifier() }),
    async signInAddress({ nonce, codeVerifier }, state, redirectUri) {
      const challenge = await calculatePKCECodeChallenge(codeVerifier);
      return buildAuthorizationUrl(await configuration.current(), {
        redirect_uri: redirectUri,
        scope: 'openid profile email',
        code_challenge: challenge,
        code_challenge_method: 'S256',
        state,
        nonce,
      }).href;
    },
    async signedIn(returned, { nonce, codeVerifier }, state) {
      const exchange = (provider: Configuration) =>
        authorizationCodeGrant(provider, returned, {
          pkceCodeVerifier: codeVerifier,
          expectedNonce: nonce,
          expectedState: state,
          idTokenExpected: true,
        });
      try {
        const tokens = await exchange(await configuration.current()).catch(async (error: unknown) => {
          if (!settings.clientSecretName || !isClientRefused(error)) throw error;
          // The secret may have been changed a moment ago; who is not told our name has not used up the code.
          return exchange(await configuration.renewed());
        });
        return { member: memberOf(tokens.claims() ?? {}, settings), idToken: tokens.id_token ?? '' };
      } catch (error) {
        throw signInFailure(error);
      }
    },
    async signOutAddress(idToken, returnUri) {
      if (settings.signOutUrl) return settings.signOutUrl;
      const provider = await configuration.current();
      if (provider.serverMetadata().end_session_endpoint === undefined) return undefined;
      return buildEndSessionUrl(provider, { id_token_hint: idToken, post_logout_redirect_uri: returnUri })
        .href;
    },
  };
}
