import { createHash, timingSafeEqual } from 'node:crypto';
import type { APIGatewayRequestAuthorizerEventV2, APIGatewaySimpleAuthorizerResult } from 'aws-lambda';

const digest = (text: string) => createHash('sha256').update(text).digest();

/**
 * Whether a request came through the front, which alone knows the secret. API Gateway asks once an hour for each value
 * of the header, and not at all for a request without one. Where the secret cannot be read nobody is admitted.
 */
export function createHandler(readSecret: () => Promise<string>) {
  return async ({
    identitySource,
  }: Pick<
    APIGatewayRequestAuthorizerEventV2,
    'identitySource'
  >): Promise<APIGatewaySimpleAuthorizerResult> => {
    const [said, ...others] = identitySource ?? [];
    if (!said || others.length > 0) return { isAuthorized: false };
    return { isAuthorized: timingSafeEqual(digest(said), digest(await readSecret())) };
  };
}
