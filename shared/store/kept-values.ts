export interface KeepOptions<T> {
  /** Values kept at most. */
  readonly size: number;
  /** Sum of `weigh` over the kept values at most. */
  readonly weight?: number;
  readonly weigh?: (value: T) => number;
}

/** Nothing found: reads are eventually consistent, so what is missed now may be there in a moment. */
const isMiss = (value: unknown) => value === undefined || (Array.isArray(value) && value.length === 0);

interface Kept<T> {
  readonly loading: Promise<T>;
  weight: number;
}

/**
 * Values kept in memory by key; the least recently used leave first. A load that is under way is shared by all who
 * ask; one that fails, or finds nothing, is not kept.
 */
export class KeptValues<T> {
  private readonly entries = new Map<string, Kept<T>>();
  private readonly options: KeepOptions<T>;
  private weight = 0;

  constructor(options: KeepOptions<T>) {
    this.options = options;
  }

  get(key: string, load: () => Promise<T>): Promise<T> {
    const known = this.entries.get(key);
    if (known !== undefined) {
      this.entries.delete(key);
      this.entries.set(key, known);
      return known.loading;
    }
    const entry: Kept<T> = { loading: load(), weight: 0 };
    this.entries.set(key, entry);
    this.evict();
    entry.loading.then(
      (value) => this.settle(key, entry, value),
      () => this.drop(key, entry),
    );
    return entry.loading;
  }

  private settle(key: string, entry: Kept<T>, value: T): void {
    if (this.entries.get(key) !== entry) return;
    if (isMiss(value)) {
      this.drop(key, entry);
      return;
    }
    entry.weight = this.options.weigh?.(value) ?? 0;
    this.weight += entry.weight;
    this.evict();
  }

  private drop(key: string, entry: Kept<T>): void {
    if (this.entries.get(key) !== entry) return;
    this.entries.delete(key);
    this.weight -= entry.weight;
  }

  private evict(): void {
    const { size, weight = Number.POSITIVE_INFINITY } = this.options;
    while (this.entries.size > 1 && (this.entries.size > size || this.weight > weight)) {
      const [oldest] = this.entries;
      if (!oldest) return;
      this.drop(...oldest);
    }
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
