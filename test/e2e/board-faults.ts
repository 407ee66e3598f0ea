/** Runs in the browser: what of a board does not fit its screen, and how many rows do. */
export function boardFaults(): { readonly rows: number; readonly faults: readonly string[] } {
  const found: string[] = [];
  let rows = 0;
  if (document.documentElement.scrollHeight > innerHeight) found.push('the page scrolls');
  const area = document.querySelector('.list')?.getBoundingClientRect();
  for (const slot of document.querySelectorAll('.slot')) {
    const box = slot.getBoundingClientRect();
    if (!area || box.left >= area.right || box.height === 0) continue; // clipped whole, out of sight
    rows += 1;
    if (box.bottom > area.bottom + 1) found.push('a row is cut in half');
    for (const part of slot.querySelectorAll('.headsign, .notes, .time, .line')) {
      const inner = part.getBoundingClientRect();
      if (inner.top < box.top - 2 || inner.bottom > box.bottom + 2) {
        found.push(`${part.className} leaves its row: ${part.textContent}`);
      }
    }
    const notes = slot.querySelector('.notes')?.getBoundingClientRect();
    for (const note of slot.querySelectorAll('.note')) {
      if (note.getBoundingClientRect().bottom > (notes?.bottom ?? 0) + 2) {
        found.push(`left out: ${note.textContent}`);
      }
    }
    const headsign = slot.querySelector('.headsign');
    if (headsign && headsign.scrollHeight > headsign.clientHeight * 1.3) {
      found.push(`cut off: ${headsign.textContent}`);
    }
  }
  for (const alert of document.querySelectorAll('.alert'))
    if (alert.scrollHeight > alert.clientHeight + 1) found.push('the alert is cut off');
  return { rows, faults: found };
}
