/** A line's name is mostly a number; feeds that have none put the whole name of the route there. */
export function lineSize(line: string): 'short' | 'middle' | 'long' {
  if (line.length <= 4) return 'short';
  return line.length <= 8 ? 'middle' : 'long';
}
