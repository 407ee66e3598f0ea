/**
 * Stands in for the log service: what functions write to standard output are structured lines for machines, and on a
 * terminal only their warnings and errors are of interest. Lines that are no such record are left as they are.
 */
export function terminalLine(line: string): string | undefined {
  if (!line.startsWith('{')) return line;
  const record = parseRecord(line);
  if (!record) return line;
  const { level, message, code, service, time, ...fields } = record;
  if (level !== 'warn' && level !== 'error') return undefined;
  const details = Object.entries(fields).map(([name, value]) => `${name}: ${String(value)}`);
  return [`${level === 'warn' ? 'Warning' : 'Error'}: ${String(message)}`, ...details].join('; ');
}

function parseRecord(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Puts terminalLine between the functions of this process and the terminal. Until the returned function is called,
 * warnings are held back: a start that fails says why in one line of its own, and not twice.
 */
export function filterStandardOutput(stream: NodeJS.WriteStream = process.stdout): () => void {
  const write = stream.write.bind(stream);
  let held: string[] | undefined = [];
  stream.write = ((chunk: string | Uint8Array, ...rest: never[]) => {
    if (typeof chunk !== 'string' || !chunk.startsWith('{')) return write(chunk, ...rest);
    const shown = terminalLine(chunk.replace(/\n$/, ''));
    if (shown === undefined) return true;
    if (!held) return write(`${shown}\n`, ...rest);
    held.push(`${shown}\n`);
    return true;
  }) as typeof stream.write;
  return () => {
    for (const line of held ?? []) write(line);
    held = undefined;
  };
}
