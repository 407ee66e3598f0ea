import { ClientError, ResponseBodyError, WWWAuthenticateChallengeError } from 'openid-client';
import { DomainError } from '#shared/platform/domain-error.ts';

/** What a token endpoint may say (RFC 6749, 5.2). Other words are the provider's own, and are told nowhere. */
const tokenErrors = [
  'invalid_request',
  'invalid_client',
  'invalid_grant',
  'unauthorized_client',
  'unsupported_grant_type',
  'invalid_scope',
] as const;

const noAnswer = ['OAUTH_TIMEOUT', 'OAUTH_RESPONSE_IS_NOT_CONFORM', 'OAUTH_RESPONSE_IS_NOT_JSON'];

/** The provider does not take our secret, or does not know us. */
export const isClientRefused = (error: unknown): boolean =>
  (error instanceof ResponseBodyError && error.error === 'invalid_client') ||
  (error instanceof WWWAuthenticateChallengeError && error.status === 401);

/** Nobody who signs in could have done otherwise: the provider is not there, or it refuses us. */
function isOurFailure(error: unknown): boolean {
  if (isClientRefused(error)) return true;
  if (error instanceof ResponseBodyError) return error.status >= 500 || error.error === 'unauthorized_client';
  if (error instanceof ClientError) return noAnswer.includes(error.code ?? '');
  // How fetch says that there is no connection.
  return error instanceof TypeError && error.cause !== undefined;
}

export function signInFailure(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  return isOurFailure(error)
    ? new DomainError('upstream', 'Signing in is not possible just now.', {}, { cause: error })
    : new DomainError('forbidden', 'Signing in has not worked. Try again.', {}, { cause: error });
}

/** The kind of a failure alone: what a provider or an address says may hold more than a log should. */
export function kindOfFailure(failure: unknown): { readonly error: string; readonly reason: string | null } {
  const cause = failure instanceof Error ? (failure.cause ?? failure) : failure;
  if (!(cause instanceof Error)) return { error: 'unknown', reason: null };
  const said = cause instanceof ResponseBodyError ? cause.error : null;
  const code = cause instanceof ClientError ? (cause.code ?? null) : null;
  return { error: cause.name, reason: tokenErrors.find((known) => known === said) ?? code };
}
