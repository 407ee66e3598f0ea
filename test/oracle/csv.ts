/** One record of a CSV file: column name to value. A value that is missing or blank is ''. */
export type CsvRecord = Record<string, string>;

/**
 * Reads CSV as RFC 4180 and GTFS describe it: commas, double quotes doubled inside quotes, LF or CRLF or CR,
 * an optional byte order mark. Spaces around column names and values are no part of them.
 */
export function parseCsv(text: string): CsvRecord[] {
  const rows = splitRows(text.startsWith('\uFEFF') ? text.slice(1) : text);
  const names = rows.shift()?.map((name) => name.trim()) ?? [];
  const records: CsvRecord[] = [];
  for (const row of rows) {
    if (row.every((value) => value.trim() === '')) continue;
    const record: CsvRecord = {};
    names.forEach((name, column) => {
      record[name] = (row[column] ?? '').trim();
    });
    records.push(record);
  }
  return records;
}

function splitRows(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let value = '';
  let quoted = false;
  let position = 0;
  while (position < text.length) {
    const character = text.charAt(position);
    if (quoted) {
      if (character === '"' && text.charAt(position + 1) === '"') {
        value += '"';
        position += 1;
      } else if (character === '"') {
        quoted = false;
      } else {
        value += character;
      }
    } else if (character === '"' && value.trim() === '') {
      quoted = true;
      value = '';
    } else if (character === ',') {
      row.push(value);
      value = '';
    } else if (character === '\n' || character === '\r') {
      if (character === '\r' && text.charAt(position + 1) === '\n') position += 1;
      row.push(value);
      rows.push(row);
      row = [];
      value = '';
    } else {
      value += character;
    }
    position += 1;
  }
  if (value !== '' || row.length > 0) {
    row.push(value);
    rows.push(row);
  }
  return rows;
}
