import { ManualClock } from '@baluarte/testing';
import { SeededRandom } from '../src/seeded-random.js';
import { Chain } from '../src/toxics/chain.js';
import { Toxic } from '../src/toxics/toxic.js';
import { TOXIC_TYPES } from '../src/toxics/toxic-types.js';

/** A chain on a clock that stands, and everything that came out of it, with the moment. */
function chainOf(...toxics: readonly Toxic[]) {
  const clock = new ManualClock();
  const out: [atMs: number, what: string | number][] = [];
  let discardedBytes = 0;
  const sink = {
    write: (chunk: Buffer) => void out.push([clock.now(), chunk.length]),
    finish: (ending: string) => void out.push([clock.now(), ending]),
    discard: (bytes: number) => void (discardedBytes += bytes),
  };
  const chain = new Chain(clock, sink, toxics);
  return { clock, out, chain, discarded: () => discardedBytes };
}

function toxicOf(type: string, attributes: Record<string, number>, toxicity = 1): Toxic {
  const known = TOXIC_TYPES[type];
  if (known === undefined) throw new Error(`There is no toxic ${type}.`);
  const description = { name: type, type, stream: 'upstream', toxicity, attributes } as const;
  return new Toxic(description, known, new SeededRandom(3));
}

const bytes = (count: number) => Buffer.alloc(count);

describe('a chain', () => {
  it('without toxics passes everything at once', () => {
    const { chain, out } = chainOf();
    chain.write(bytes(5));
    chain.finish('end');
    expect(out).toEqual([
      [0, 5],
      [0, 'end'],
    ]);
  });

  it('delays each chunk from the moment when it came, and the end not beyond the last', async () => {
    const { chain, clock, out } = chainOf(toxicOf('latency', { latency: 100, jitter: 0 }));
    chain.write(bytes(1));
    await clock.advance(60);
    chain.write(bytes(2));
    chain.finish('end');
    await clock.advance(1_000);
    expect(out).toEqual([
      [100, 1],
      [160, 2],
      [160, 'end'],
    ]);
  });

  it('keeps jitter within its bounds, and the order', async () => {
    const { chain, clock, out } = chainOf(toxicOf('latency', { latency: 100, jitter: 40 }));
    const delays: number[] = [];
    for (let count = 1; count <= 200; count += 1) {
      const sentMs = clock.now();
      chain.write(bytes(count));
      await clock.advance(1_000);
      const [atMs = 0, what] = out.at(-1) ?? [];
      expect(what).toBe(count);
      delays.push(atMs - sentMs);
    }
    expect(Math.min(...delays)).toBeGreaterThanOrEqual(60);
    expect(Math.min(...delays)).toBeLessThan(65);
    expect(Math.max(...delays)).toBeLessThanOrEqual(140);
    expect(Math.max(...delays)).toBeGreaterThan(135);
  });

  it('sends what is too much for 100 ms in slices', async () => {
    const { chain, clock, out } = chainOf(toxicOf('bandwidth', { rate: 10 }));
    chain.write(bytes(2_500));
    chain.finish('end');
    await clock.advance(1_000);
    expect(out).toEqual([
      [100, 1_000],
      [200, 1_000],
      [250, 500],
      [250, 'end'],
    ]);
  });

  it('does not save up bandwidth while nothing comes', async () => {
    const { chain, clock, out } = chainOf(toxicOf('bandwidth', { rate: 10 }));
    await clock.advance(10_000);
    chain.write(bytes(500));
    await clock.advance(1_000);
    expect(out).toEqual([[10_050, 500]]);
  });

  it('goes on when a rate of 0 is raised', async () => {
    const toxic = toxicOf('bandwidth', { rate: 0 });
    const { chain, clock, out } = chainOf(toxic);
    chain.write(bytes(10));
    await clock.advance(1_000);
    expect(out).toEqual([]);
    toxic.change({ toxicity: 1, attributes: { rate: 1 } });
    chain.update(toxic);
    await clock.advance(1_000);
    expect(out).toEqual([[1_010, 10]]);
  });

  it('closes when nothing has come for the time of a timeout, and throws the bytes away', async () => {
    const { chain, clock, out, discarded } = chainOf(toxicOf('timeout', { timeout: 100 }));
    await clock.advance(60);
    chain.write(bytes(5));
    await clock.advance(1_000);
    expect(out).toEqual([[160, 'close']]);
    expect(discarded()).toBe(5);
  });

  it('resets so long after the first bytes, whatever comes later', async () => {
    const { chain, clock, out, discarded } = chainOf(toxicOf('reset_peer', { timeout: 100 }));
    await clock.advance(500);
    chain.write(bytes(5));
    await clock.advance(50);
    chain.write(bytes(6));
    await clock.advance(1_000);
    expect(out).toEqual([[600, 'reset']]);
    expect(discarded()).toBe(11);
  });

  it('cuts slices of the average size, give or take the variation, with the delay between them', async () => {
    const attributes = { average_size: 100, size_variation: 10, delay: 500 };
    const { chain, clock, out } = chainOf(toxicOf('slicer', attributes));
    chain.write(bytes(10_000));
    await clock.advance(10_000);
    const sizes = out.map(([, size]) => Number(size));
    expect(sizes.reduce((sum, size) => sum + size)).toBe(10_000);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(110);
    expect(Math.min(...sizes.slice(0, -1))).toBeGreaterThanOrEqual(90);
    expect(new Set(sizes).size).toBeGreaterThan(5);
    expect(out.map(([atMs]) => atMs)).toEqual(sizes.map((_size, index) => index * 0.5));
  });

  it('lets a removed toxic flush through those behind it', async () => {
    const latency = toxicOf('latency', { latency: 60_000, jitter: 0 });
    const { chain, clock, out } = chainOf(latency, toxicOf('limit_data', { bytes: 3 }));
    chain.write(bytes(5));
    chain.remove(latency);
    await clock.advance(0);
    expect(out).toEqual([
      [0, 3],
      [0, 'close'],
    ]);
  });

  it('leaves no timer behind', () => {
    const types = Object.entries(TOXIC_TYPES).map(([type, { attributes }]) =>
      toxicOf(type, Object.fromEntries(Object.keys(attributes).map((name) => [name, 1_000]))),
    );
    for (const toxic of types) {
      const { chain, clock } = chainOf(toxic);
      chain.write(bytes(5_000));
      chain.finish('end');
      chain.dispose();
      expect(clock.pending).toBe(0);
    }
  });

  it('hits about the share of connections that the toxicity says', () => {
    const toxic = toxicOf('limit_data', { bytes: 1 }, 0.2);
    const hits = Array.from({ length: 2_000 }, () => toxic.roll()).filter(Boolean).length;
    expect(hits).toBeGreaterThan(300);
    expect(hits).toBeLessThan(500);
  });
});
