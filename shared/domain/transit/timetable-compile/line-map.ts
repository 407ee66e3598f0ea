/**
 * Line numbers of the rows taken from a file, by row. Rows mostly stand on successive lines, so only the breaks
 * are kept: five million line numbers would cost 20 MB that are looked up only to complain.
 */
export class LineMap {
  private readonly rows: number[] = [];
  private readonly lines: number[] = [];
  private count = 0;
  private next = -1;

  push(line: number): void {
    if (line !== this.next) {
      this.rows.push(this.count);
      this.lines.push(line);
    }
    this.count++;
    this.next = line + 1;
  }

  lineOf(row: number): number {
    let low = 0;
    let high = this.rows.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.rows[middle] as number) <= row) low = middle;
      else high = middle - 1;
    }
    return (this.lines[low] ?? 0) + row - (this.rows[low] ?? 0);
  }
}
