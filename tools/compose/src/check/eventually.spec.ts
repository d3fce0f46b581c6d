import { eventually } from './eventually.js';

const NEVER = new AbortController().signal;

describe('waiting for something', () => {
  it('ends with what is seen', async () => {
    let looks = 0;
    const found = await eventually('the second look', 30_000, NEVER, async () => {
      looks += 1;
      return looks === 2 ? looks : undefined;
    });
    expect(found).toBe(2);
  });

  it('says in the end what was waited for and what stood in the way', async () => {
    const look = () => Promise.reject(new Error('nobody listens'));
    await expect(eventually('an answer', 1, NEVER, look)).rejects.toThrow(
      'Waited 0.001 s for an answer: nobody listens.',
    );
  });

  it('ends when it is called off', async () => {
    const reason = new Error('SIGINT was received');
    const look = () => Promise.resolve(undefined);
    await expect(eventually('nothing', 30_000, AbortSignal.abort(reason), look)).rejects.toThrow(reason);
  });
});
