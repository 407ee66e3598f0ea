import { CookieJar } from './cookie-jar.ts';
import type { Answer, Sending, StaffDesk } from './staff-desk.ts';

/** What a browser does with the pages of staff and of the identity provider: follows, keeps cookies, sends forms. */
export class StaffBrowser {
  readonly jar: CookieJar;
  private readonly desk: StaffDesk;

  constructor(desk: StaffDesk, jar = new CookieJar()) {
    this.desk = desk;
    this.jar = jar;
  }

  /** Sends its cookies, and keeps those that it gets. */
  async visit(address: string, sending: Sending & { method?: string } = {}): Promise<Answer> {
    const { pathname, search } = new URL(address, this.desk.origin);
    const { method = 'GET', ...more } = sending;
    const answer = await this.desk.send(method, pathname + search, { cookie: this.jar.header, ...more });
    this.jar.take(answer.setCookies);
    return answer;
  }

  /** Where an answer leads. */
  locationOf(answer: Answer): URL {
    return new URL(answer.headers.get('location') ?? '', this.desk.origin);
  }

  /** Chooses a person at the provider; answers the address at which the provider sends the browser back. */
  async atProvider(start: Answer, person: string): Promise<URL> {
    let next = this.locationOf(start);
    for (let hops = 0; hops < 10 && next.pathname !== '/staff/signed-in'; hops++) {
      const answer = await this.visit(next.href);
      if (answer.status === 200) {
        const sent = await this.visit(next.href, { method: 'POST', form: { person } });
        next = this.locationOf(sent);
      } else next = this.locationOf(answer);
    }
    return next;
  }

  async signIn(person: string, to = '/staff'): Promise<Answer> {
    const start = await this.visit(`/staff/sign-in?${new URLSearchParams({ to })}`);
    return this.visit((await this.atProvider(start, person)).href);
  }
}
