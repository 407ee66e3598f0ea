const PAUSE_MILLISECONDS = 30_000;

/**
 * On the error page of a display unit: looks whether the board is there again, and only then loads it. Loading
 * blindly could end on the browser's own error page, which nobody would ever leave.
 */
async function retry(): Promise<void> {
  try {
    const { ok } = await fetch(location.href, { cache: 'no-store' });
    if (ok) location.reload();
  } catch {
    // Still nothing there.
  }
}

setInterval(retry, PAUSE_MILLISECONDS);
