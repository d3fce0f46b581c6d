const NEIGHBOUR = 100;

/** A system is stopped while the next one starts, so the two need ports of their own: adds nothing, then 100, in turn. */
export function alternatingOffsets(): () => number {
  let opened = 0;
  return () => (opened++ % 2) * NEIGHBOUR;
}
