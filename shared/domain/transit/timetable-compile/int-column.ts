const CHUNK_BITS = 18;
const CHUNK = 1 << CHUNK_BITS;
const MASK = CHUNK - 1;

/**
 * A growing column of 32-bit integers, in chunks of 1 MB: five million rows grow without ever being copied,
 * which is what keeps the import's memory at the size of its data.
 */
export class IntColumn {
  private readonly chunks: Int32Array<ArrayBuffer>[] = [];
  length = 0;

  push(value: number): void {
    if ((this.length & MASK) === 0) this.chunks.push(new Int32Array(CHUNK));
    (this.chunks[this.length >> CHUNK_BITS] as Int32Array)[this.length & MASK] = value;
    this.length++;
  }

  /** Gives the memory back at once, and not when the collector gets to it; the column is empty then. */
  release(): void {
    for (const chunk of this.chunks) chunk.buffer.transfer(0);
    this.chunks.length = 0;
    this.length = 0;
  }

  /** `index` below length; not checked. */
  get(index: number): number {
    return (this.chunks[index >> CHUNK_BITS] as Int32Array)[index & MASK] as number;
  }
}

/** Rows of each group, by counting: row numbers of group g are order[starts[g]] … order[starts[g + 1] - 1]. */
export interface Grouping {
  readonly starts: Uint32Array;
  readonly order: Uint32Array<ArrayBuffer>;
}

/** Groups rows by `groupOf` (0 … groups - 1); rows keep their order within a group. Linear in rows and groups. */
export function groupRows(rows: number, groups: number, groupOf: (row: number) => number): Grouping {
  const starts = new Uint32Array(groups + 1);
  for (let row = 0; row < rows; row++) {
    const next = groupOf(row) + 1;
    starts[next] = (starts[next] as number) + 1;
  }
  for (let group = 0; group < groups; group++) {
    starts[group + 1] = (starts[group + 1] as number) + (starts[group] as number);
  }
  const fill = starts.slice();
  const order = new Uint32Array(rows);
  for (let row = 0; row < rows; row++) {
    const group = groupOf(row);
    const at = fill[group] as number;
    order[at] = row;
    fill[group] = at + 1;
  }
  return { starts, order };
}
