/** The cookies of one browser, as far as sign-in goes: by name, with what was said of each. */
export class CookieJar {
  private readonly cookies = new Map<string, string>();

  /** Values of Set-Cookie. */
  take(setCookies: readonly string[]): void {
    for (const cookie of setCookies) {
      const [pair = '', ...attributes] = cookie.split(';').map((part) => part.trim());
      const at = pair.indexOf('=');
      const name = pair.slice(0, at);
      const isOver = attributes.some((attribute) =>
        /^(max-age=0|expires=Thu, 01 Jan 1970.*)$/i.test(attribute),
      );
      if (isOver) this.cookies.delete(name);
      else this.cookies.set(name, pair.slice(at + 1));
    }
  }

  get(name: string): string | undefined {
    return this.cookies.get(name);
  }

  set(name: string, value: string): void {
    this.cookies.set(name, value);
  }

  get header(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }
}
