import { faults } from '@baluarte/testing';
import { describeCallFailure } from '../src/describe-call-failure.js';
import { endPeers, scriptedPeer } from './support/counting-server.js';

const KEY = { headers: { 'Idempotency-Key': 'k' } };
const REFUSED = faults.respond({ status: 503, body: { context: { executed: 'no' } } });

describe('whether a call may have been acted on', () => {
  afterEach(endPeers);

  it('is unknown after an answer that says the request was slow to come, whatever the last attempt came to', async () => {
    const { asked, ours } = await scriptedPeer({ circuit: { mode: 'off' }, retry: { maxRetries: 1 } });
    const { ending, requests } = await asked([faults.respond({ status: 408 }), REFUSED], () =>
      ours.post('/', {}, KEY),
    );
    expect(requests).toHaveLength(2);
    expect(describeCallFailure(ending)).toMatchObject({ type: 'answer', status: 503, executed: 'unknown' });
  });

  it('is not in doubt because of attempts that certainly did nothing', async () => {
    const { asked, ours } = await scriptedPeer({ circuit: { mode: 'off' }, retry: { maxRetries: 2 } });
    const { ending } = await asked([faults.respond({ status: 429 }), REFUSED, REFUSED], () =>
      ours.post('/', {}, KEY),
    );
    expect(describeCallFailure(ending)).not.toHaveProperty('executed');
  });
});
