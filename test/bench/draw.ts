import { seededRandom } from './varied-messages.ts';

/** Draws from one stream of pseudo-random numbers. */
export class Draw {
  readonly random: () => number;

  constructor(seed: number) {
    this.random = seededRandom(seed);
    // The first numbers of neighbouring seeds are alike.
    for (let i = 0; i < 3; i++) this.random();
  }

  int(least: number, most: number): number {
    return least + Math.floor(this.random() * (most - least + 1));
  }

  chance(share: number): boolean {
    return this.random() < share;
  }

  one<T>(list: readonly T[]): T {
    return list[Math.floor(this.random() * list.length)] as T;
  }

  /** So many of them, none twice. */
  some<T>(list: readonly T[], count: number): T[] {
    const rest = [...list];
    for (let i = 0; i < count; i++) {
      const j = this.int(i, rest.length - 1);
      [rest[i], rest[j]] = [rest[j] as T, rest[i] as T];
    }
    return rest.slice(0, count);
  }

  /** About normal, of a deviation of 1. */
  bell(): number {
    return (this.random() + this.random() + this.random() - 1.5) * 2;
  }
}
