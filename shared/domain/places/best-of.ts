/** Keeps the best of many, in order; of equals, those that came first. What is not kept is not sorted. */
export class BestOf<T> {
  private readonly most: number;
  private readonly compare: (a: T, b: T) => number;
  private readonly kept: T[] = [];

  /** @param compare negative where the first is better */
  constructor(most: number, compare: (a: T, b: T) => number) {
    this.most = most;
    this.compare = compare;
  }

  offer(candidate: T): void {
    const { kept, most, compare } = this;
    if (kept.length >= most) {
      const worst = kept.at(-1);
      if (worst === undefined || compare(candidate, worst) >= 0) return;
      kept.pop();
    }
    let [low, high] = [0, kept.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compare(candidate, kept[middle] as T) < 0) high = middle;
      else low = middle + 1;
    }
    kept.splice(low, 0, candidate);
  }

  /** Best first. */
  inOrder(): readonly T[] {
    return this.kept;
  }
}
