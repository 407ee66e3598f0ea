/** Cookies that no script reads and no other site sends along with a form. */
export interface StaffCookies {
  readonly session: string;
  /** Of one attempt to sign in: tabs that sign in at once do not take each other's. */
  signIn(state: string): string;
  /** Attempts, of all that a browser holds, that are to make room for a new one: the oldest come first. */
  surplusSignIns(names: Iterable<string>): readonly string[];
  set(name: string, value: string, seconds: number): string;
  clear(name: string): string;
}

/** Tabs that one browser may sign in at the same time; the header that holds them stays small. */
const MOST_SIGN_INS = 8;

/** @param origin scheme and host that staff see; only the local product has one without TLS */
export function staffCookies(origin: string): StaffCookies {
  const isSecure = origin.startsWith('https:');
  // A name that begins so is taken by browsers over TLS alone, and from this very host.
  const prefix = isSecure ? '__Host-' : '';
  const attributes = `Path=/; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`;
  const signIn = `${prefix}staff-sign-in-`;
  return {
    session: `${prefix}staff-session`,
    signIn: (state) => signIn + state.slice(0, 8),
    surplusSignIns: (names) =>
      [...names]
        .filter((name) => name.startsWith(signIn) && /^[\w-]{8}$/.test(name.slice(signIn.length)))
        .slice(0, 1 - MOST_SIGN_INS),
    set: (name, value, seconds) => `${name}=${value}; ${attributes}; Max-Age=${seconds}`,
    clear: (name) => `${name}=; ${attributes}; Max-Age=0`,
  };
}
