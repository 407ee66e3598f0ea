export type Cell = string | number;

/** Text of one GTFS file; `header` as it stands in its first line. */
export function csv(header: string, rows: readonly (readonly Cell[])[]): string {
  const cell = (value: Cell) => {
    const text = String(value);
    return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [header, ...rows.map((row) => row.map(cell).join(','))].map((line) => `${line}\r\n`).join('');
}
