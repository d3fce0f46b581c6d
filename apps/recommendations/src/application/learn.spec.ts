import fc from 'fast-check';
import { learn } from './learn.js';
import type { OrderEvent } from './ports/order-feed.js';

const products = fc.array(fc.constantFrom('P001', 'P002', 'P003', 'P004'), { maxLength: 5 });
const history = fc
  .array(fc.record({ type: fc.constantFrom('order.confirmed', 'order.cancelled'), productIds: products }))
  .map((events) => events.map((event, index): OrderEvent => ({ ...event, position: index + 1 })));

/** What a reader knows after taking in pages one after the other. */
function countsAfter(pages: readonly (readonly OrderEvent[])[]): Record<string, number> {
  const counts: Record<string, number> = {};
  let position = 0;
  for (const page of pages) {
    const lesson = learn(page, position);
    for (const { productId, otherId, count } of lesson?.changes ?? [])
      counts[`${productId} ${otherId}`] = (counts[`${productId} ${otherId}`] ?? 0) + count;
    position = lesson?.position ?? position;
  }
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== 0));
}

describe('what is learned from the feed', () => {
  it('is the same however the feed is cut into pages, and however often they come again', () => {
    fc.assert(
      fc.property(history, fc.array(fc.nat(20)), fc.infiniteStream(fc.nat(3)), (events, cuts, repeats) => {
        const ends = [...new Set([...cuts, events.length])].filter((end) => end <= events.length);
        ends.sort((a, b) => a - b);
        const pages = ends.map((end, index) => events.slice(ends[index - 1] ?? 0, end));
        const replayed = pages.flatMap((page, index) => {
          const back = Math.max(0, index - (repeats.next().value ?? 0));
          return [page, ...pages.slice(back, index + 1), page.toReversed()];
        });
        expect(countsAfter(replayed)).toEqual(countsAfter([events]));
      }),
    );
  });

  it('counts an event once that stands twice on one page, in whatever order', () => {
    const event = { position: 7, type: 'order.confirmed', productIds: ['P001', 'P002'] };
    const earlier = { ...event, position: 6 };
    expect(learn([event, earlier, event], 5)).toEqual({
      position: 7,
      changes: [
        { productId: 'P001', otherId: 'P002', count: 2 },
        { productId: 'P002', otherId: 'P001', count: 2 },
      ],
    });
  });

  it('is nothing from events that nobody here has heard of, but they are passed', () => {
    const event = { position: 3, type: 'order.gift_wrapped', productIds: ['P001', 'P002'] };
    expect(learn([event], 2)).toEqual({ position: 3, changes: [] });
  });

  it('is nothing at all from a page that was known', () => {
    expect(
      learn([{ position: 3, type: 'order.confirmed', productIds: ['P001', 'P002'] }], 3),
    ).toBeUndefined();
  });
});
