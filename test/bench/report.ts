export type Row = readonly (string | number)[];

export interface Table {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
}

export interface Target {
  readonly what: string;
  readonly measured: number;
  /** `most`: not above; `below`: below. */
  readonly most?: number;
  readonly below?: number;
  readonly unit: string;
}

/** What a part of the bench has found: tables to print, and targets to hold it against. */
export interface PartReport {
  readonly tables: readonly Table[];
  readonly targets: readonly Target[];
}

/** Three significant digits or whole, with thousands apart; a dash where there is nothing. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return '-';
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : Math.abs(value) >= 1 ? 2 : 3;
  return value.toLocaleString('en-GB', { maximumFractionDigits: digits });
}

const cell = (value: string | number) => (typeof value === 'number' ? figure(value) : value);

/** As Markdown, so that it can stand in a document as it is printed. */
export function formatTable({ title, columns, rows }: Table): string {
  const lines = [columns, ...rows.map((row) => row.map(cell))];
  const widths = columns.map((_, i) => Math.max(3, ...lines.map((line) => (line[i] ?? '').length)));
  const pad = (line: readonly string[]) =>
    `| ${line.map((text, i) => (i === 0 ? text.padEnd(widths[i] ?? 0) : text.padStart(widths[i] ?? 0))).join(' | ')} |`;
  const [head = [], ...body] = lines;
  const rule = `|${widths.map((width, i) => (i === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`;
  return [`### ${title}`, '', pad(head), rule, ...body.map(pad), ''].join('\n');
}

export function isMet({ measured, most, below }: Target): boolean {
  return most !== undefined ? measured <= most : measured < (below ?? Number.POSITIVE_INFINITY);
}

export function formatTargets(targets: readonly Target[]): string {
  return formatTable({
    title: 'Targets',
    columns: ['target', 'limit', 'measured', 'of the limit', 'result'],
    rows: targets.map((target) => {
      const limit = target.most ?? target.below ?? Number.NaN;
      const share = limit > 0 ? `${figure((target.measured / limit) * 100)} %` : '-';
      return [
        target.what,
        `${target.most === undefined ? '< ' : ''}${figure(limit)} ${target.unit}`,
        `${figure(target.measured)} ${target.unit}`,
        share,
        isMet(target) ? 'met' : `missed by ${figure(target.measured - limit)} ${target.unit}`,
      ];
    }),
  });
}
