import { randomFillSync } from 'node:crypto';

const POOL_BYTES = 16 * 256;
const pool = Buffer.allocUnsafe(POOL_BYTES);
let next = POOL_BYTES;

/** A new trace id: 32 lower-case hex digits of 128 random bits. */
export function randomTraceId(): string {
  return randomHex(16);
}

/** A new span id: 16 lower-case hex digits of 64 random bits. */
export function randomSpanId(): string {
  return randomHex(8);
}

/** Random bytes are drawn in blocks: one system call for a few hundred ids. */
function randomHex(bytes: number): string {
  for (;;) {
    if (next + bytes > POOL_BYTES) {
      randomFillSync(pool);
      next = 0;
    }
    const id = pool.toString('hex', next, next + bytes);
    next += bytes;
    if (!/^0+$/.test(id)) return id;
  }
}
