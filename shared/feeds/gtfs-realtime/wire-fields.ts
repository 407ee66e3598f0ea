const LENGTH_DELIMITED = 2;

/**
 * Calls `visit` for each length-delimited field of a protobuf message (bytes `from`..`to`), with where its content
 * starts and ends. False when it met what it cannot read (a cut end, a group): then it stopped there.
 */
export function eachField(
  bytes: Uint8Array,
  from: number,
  to: number,
  visit: (field: number, start: number, end: number) => void,
): boolean {
  let at = from;
  let isWhole = true;
  const varint = () => {
    let value = 0;
    let byte = 0x80;
    for (let shift = 0; at < to && byte >= 0x80; shift += 7) {
      byte = bytes[at++] ?? 0;
      if (shift < 49) value += (byte & 0x7f) * 2 ** shift;
    }
    if (byte >= 0x80) isWhole = false;
    return value;
  };
  while (at < to) {
    const tag = varint();
    const wire = tag % 8;
    if (wire === LENGTH_DELIMITED) {
      const end = varint() + at;
      if (end > to) return false;
      visit(Math.floor(tag / 8), at, end);
      at = end;
    } else if (wire === 0) varint();
    else if (wire === 1) at += 8;
    else if (wire === 5) at += 4;
    else return false;
  }
  return isWhole && at === to;
}
