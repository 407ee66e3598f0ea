import type { Adapter, AdapterPayload } from 'oidc-provider';

/** What the provider remembers: as long as this process lives. */
const remembered = new Map<string, { readonly payload: AdapterPayload; readonly until: number }>();

export class MemoryAdapter implements Adapter {
  private readonly kind: string;

  constructor(kind: string) {
    this.kind = kind;
  }

  private key(id: string): string {
    return `${this.kind}:${id}`;
  }

  async upsert(id: string, payload: AdapterPayload, expiresIn: number): Promise<void> {
    const until = Date.now() + (expiresIn || 86_400) * 1000;
    remembered.set(this.key(id), { payload, until });
    if (payload.uid) remembered.set(`${this.kind}-uid:${payload.uid}`, { payload, until });
  }

  private get(key: string): AdapterPayload | undefined {
    const found = remembered.get(key);
    if (found && found.until > Date.now()) return found.payload;
    remembered.delete(key);
    return undefined;
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    return this.get(this.key(id));
  }

  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return this.get(`${this.kind}-uid:${uid}`);
  }

  /** Of device flows, which are off. */
  async findByUserCode(): Promise<undefined> {
    return undefined;
  }

  async consume(id: string): Promise<void> {
    const payload = this.get(this.key(id));
    if (payload) payload.consumed = Math.floor(Date.now() / 1000);
  }

  async destroy(id: string): Promise<void> {
    remembered.delete(this.key(id));
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    for (const [key, { payload }] of remembered) if (payload.grantId === grantId) remembered.delete(key);
  }
}
