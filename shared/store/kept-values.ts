/**
 * Values kept in memory by key: at most `size`, the least recently used leave first. A load that is under way is
 * shared by all who ask; one that fails is not kept.
 */
export class KeptValues<T> {
  private readonly entries = new Map<string, Promise<T>>();
  private readonly size: number;

  constructor(size: number) {
    this.size = size;
  }

  get(key: string, load: () => Promise<T>): Promise<T> {
    const known = this.entries.get(key);
    if (known !== undefined) {
      this.entries.delete(key);
      this.entries.set(key, known);
      return known;
    }
    const loading = load();
    this.entries.set(key, loading);
    loading.catch(() => this.entries.delete(key));
    const oldest = this.entries.size > this.size ? this.entries.keys().next().value : undefined;
    if (oldest !== undefined) this.entries.delete(oldest);
    return loading;
  }
}

/**
 * A value that changes at its source, looked at again when it is older than `maxAgeMilliseconds`. While the source
 * does not answer, the last known value serves; without one the error is the caller's.
 */
export class FreshValue<T> {
  private value: { readonly is: T; readonly at: number } | undefined;
  private loading: Promise<T> | undefined;
  private readonly load: () => Promise<T>;
  private readonly maxAgeMilliseconds: number;

  constructor(load: () => Promise<T>, maxAgeMilliseconds: number) {
    this.load = load;
    this.maxAgeMilliseconds = maxAgeMilliseconds;
  }

  /** The value if it is young enough to be answered without waiting. */
  peek(): T | undefined {
    return this.value && performance.now() - this.value.at < this.maxAgeMilliseconds
      ? this.value.is
      : undefined;
  }

  async get(): Promise<T> {
    const young = this.peek();
    if (young !== undefined) return young;
    this.loading ??= this.load()
      .then((is) => {
        this.value = { is, at: performance.now() };
        return is;
      })
      .finally(() => {
        this.loading = undefined;
      });
    try {
      return await this.loading;
    } catch (error) {
      if (!this.value) throw error;
      // Let the source come to itself: ask again only after another interval.
      this.value = { is: this.value.is, at: performance.now() };
      return this.value.is;
    }
  }
}
