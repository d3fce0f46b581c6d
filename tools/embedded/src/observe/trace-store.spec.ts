import { spanLike } from '../../test/span-like.js';
import { TraceStore } from './trace-store.js';

const spansOf = (traceId: string, count: number) =>
  Array.from({ length: count }, (_, index) => spanLike({ traceId, spanId: `${traceId}-${index}` }));

describe('TraceStore', () => {
  it('puts together what arrives of a trace at different times', () => {
    const store = new TraceStore(10);
    const [first, second, third] = spansOf('a', 3);
    store.add([first, ...spansOf('b', 1), second].filter((span) => span !== undefined));
    store.add([third].filter((span) => span !== undefined));
    expect(store.trace('a')).toEqual([first, second, third]);
  });

  it('keeps a span once that an exporter sent twice, because no answer came', () => {
    const store = new TraceStore(3);
    store.add(spansOf('a', 2));
    store.add(spansOf('a', 2));
    store.add(spansOf('b', 1));
    expect(['a', 'b'].map((id) => store.trace(id).length)).toEqual([2, 1]);
  });

  it('has nothing of a trace that it never got', () => {
    expect(new TraceStore(10).trace('a')).toEqual([]);
  });

  it('lets the oldest traces go, whole, when there are more spans than fit', () => {
    const store = new TraceStore(5);
    store.add(spansOf('a', 2));
    store.add(spansOf('b', 2));
    store.add(spansOf('c', 2));
    expect(['a', 'b', 'c'].map((id) => store.trace(id).length)).toEqual([0, 2, 2]);
  });

  it('keeps all of as many spans as fit', () => {
    const store = new TraceStore(4);
    store.add(spansOf('a', 2));
    store.add(spansOf('b', 2));
    expect(['a', 'b'].map((id) => store.trace(id).length)).toEqual([2, 2]);
  });

  it('does not grow with a trace that alone has more spans than fit', () => {
    const store = new TraceStore(3);
    store.add(spansOf('a', 4));
    expect(store.trace('a')).toEqual([]);
    store.add(spansOf('b', 3));
    expect(store.trace('b')).toHaveLength(3);
  });
});
