import { endingOf, fail, never, pipelineUnderTest, settled } from './support/pipeline-under-test.js';

describe('the budget of a pipeline', () => {
  const isRepeated = async ({ pipeline, eventsOf }: ReturnType<typeof pipelineUnderTest>) => {
    const before = eventsOf('retry').length;
    const controller = new AbortController();
    const call = endingOf(pipeline.execute(fail, { repeatable: true, signal: controller.signal }));
    await settled();
    controller.abort();
    await call;
    return eventsOf('retry').length > before;
  };

  it('is a share of the calls that are under way in it', async () => {
    const under = pipelineUnderTest({ budget: { ratio: 0.5, minRetries: 0 }, circuit: { mode: 'off' } });
    expect(await isRepeated(under)).toBe(false);
    const other = new AbortController();
    const ending = endingOf(under.pipeline.execute(never, { signal: other.signal }));
    expect(await isRepeated(under)).toBe(true);
    other.abort();
    await ending;
    expect(await isRepeated(under)).toBe(false);
  });

  it('can be another one at run time', async () => {
    const under = pipelineUnderTest({ budget: { ratio: 0, minRetries: 0 }, circuit: { mode: 'off' } });
    expect(await isRepeated(under)).toBe(false);
    under.pipeline.patch({ budget: { minRetries: 1 } });
    expect(await isRepeated(under)).toBe(true);
  });
});
