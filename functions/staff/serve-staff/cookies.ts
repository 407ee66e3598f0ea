/** Cookies that no script reads and no other site sends along with a form. */
export interface StaffCookies {
  readonly session: string;
  readonly signIn: string;
  set(name: string, value: string, seconds: number): string;
  clear(name: string): string;
}

/** @param origin scheme and host that staff see; only the local product has one without TLS */
export function staffCookies(origin: string): StaffCookies {
  const isSecure = origin.startsWith('https:');
  // A name that begins so is taken by browsers over TLS alone, and from this very host.
  const prefix = isSecure ? '__Host-' : '';
  const attributes = `Path=/; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`;
  return {
    session: `${prefix}staff-session`,
    signIn: `${prefix}staff-sign-in`,
    set: (name, value, seconds) => `${name}=${value}; ${attributes}; Max-Age=${seconds}`,
    clear: (name) => `${name}=; ${attributes}; Max-Age=0`,
  };
}
