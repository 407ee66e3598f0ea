import * as z from 'zod/mini';
import { jsonText } from './json-text.ts';

/** How staff sign in: what a function needs to know of the identity provider, whichever it is. */
export const oidcSettingsSchema = z
  .object({
    /** Where `/.well-known/openid-configuration` is found. */
    issuer: z.url(),
    clientId: z.string().check(z.minLength(1)),
    /** In Secrets Manager; without it the client is a public one, and PKCE alone protects the code. */
    clientSecretName: z.optional(z.string().check(z.minLength(1))),
    /** The claim of the ID token that holds the roles: see claimedRoles. */
    rolesClaim: z.string().check(z.minLength(1)),
    /** What the directory puts before the names of our roles; names without it are not ours. */
    rolePrefix: z.optional(z.string().check(z.minLength(1))),
    /** Where to send the browser to sign out, whole; without it, what the provider's discovery document says. */
    signOutUrl: z.optional(z.url()),
    /**
     * The issuer once more, where its tokens say nothing of whether an address is the person's (Entra ID) and the
     * council itself gives its people their addresses. Without it such an address owns nothing.
     */
    trustEmailOf: z.optional(z.url()),
  })
  .check(
    z.refine(({ issuer, trustEmailOf }) => trustEmailOf === undefined || trustEmailOf === issuer, {
      error: 'trustEmailOf has to be the issuer, letter by letter',
      path: ['trustEmailOf'],
    }),
  );
export type OidcSettings = z.infer<typeof oidcSettingsSchema>;

/** OIDC as it stands in the environment: JSON text. */
export const oidcSettingsJsonSchema = jsonText(oidcSettingsSchema);

/** A list; or text that holds one, which is what a Cognito pool makes of another provider's list. */
const rolesSchema = z.union([z.array(z.string()), z.string()]);

/** The names in a list that is written out as `[a, b]`, `["a","b"]` or `a,b`, percent-encoded or not. */
function namesIn(text: string): readonly string[] {
  const list = text.replaceAll(/%(22|2C|5B|5D|20)/gi, (code) => decodeURIComponent(code)).trim();
  return list
    .replace(/^\[(.*)\]$/s, '$1')
    .split(',')
    .map((name) => name.trim().replace(/^"(.*)"$/, '$1'))
    .filter((name) => name !== '');
}

/**
 * The names of the roles that an ID token claims, without their prefix. What is missing, or of another shape, claims
 * nothing. Which names are roles, and what they may do, is not decided here.
 */
export function claimedRoles(
  claims: Readonly<Record<string, unknown>>,
  { rolesClaim, rolePrefix = '' }: Pick<OidcSettings, 'rolesClaim' | 'rolePrefix'>,
): readonly string[] {
  const claimed = z.safeParse(rolesSchema, claims[rolesClaim]);
  if (!claimed.success) return [];
  const names = typeof claimed.data === 'string' ? namesIn(claimed.data) : claimed.data;
  return names.filter((name) => name.startsWith(rolePrefix)).map((name) => name.slice(rolePrefix.length));
}
