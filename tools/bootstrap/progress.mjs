/** Setting up failed for a reason the person at the terminal can read and act on. */
export class SetupFailed extends Error {}

const seconds = (sinceMs) => `${((performance.now() - sinceMs) / 1000).toFixed(1)} s`;

/**
 * Runs one step and shows how long it takes: one line that counts on a terminal, a line every 10 s elsewhere.
 * Work that ends at once shows nothing.
 */
export async function step(label, work, { quietForMs = 700, output = process.stderr } = {}) {
  const startedAt = performance.now();
  const isTerminal = Boolean(output.isTTY);
  let shown = false;
  const show = (end) => {
    shown = true;
    output.write(`${isTerminal ? '\r\x1b[2K' : ''}  ${label} … ${seconds(startedAt)}${end}`);
  };
  let timer = setTimeout(() => {
    show(isTerminal ? '' : '\n');
    timer = setInterval(() => show(isTerminal ? '' : '\n'), isTerminal ? 200 : 10_000);
  }, quietForMs);
  try {
    return await work();
  } finally {
    clearTimeout(timer);
    if (shown) show('\n');
  }
}
