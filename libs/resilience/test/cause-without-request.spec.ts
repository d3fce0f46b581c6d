import { inspect } from 'node:util';
import { FaultServer, faults } from '@baluarte/testing';
import { causeWithoutRequest, ResilientClient } from '../src/index.js';

describe('the cause of a failed call, without its request', () => {
  it('has the words of the failure, and neither body nor headers of what was sent', async () => {
    const peer = (await FaultServer.start()).script(faults.respond({ status: 402 }));
    const client = ResilientClient.create('payments', { baseURL: peer.url });
    const headers = { authorization: 'Bearer key-of-the-shop' };
    const failed: unknown = await client.http
      .post('/charges', { card: 'tok_visa' }, { headers })
      .catch((error: unknown) => error);
    await client.close();
    await peer.close();
    expect(inspect(failed, { depth: 9 })).toMatch(/tok_visa/);
    const cause = causeWithoutRequest(failed);
    expect(cause.message).toBe('Request failed with status code 402');
    expect(cause.stack).toBe((failed as Error).stack);
    expect(inspect(cause, { depth: 9, showHidden: true })).not.toMatch(/tok_visa|key-of-the-shop/);
  });

  it('is an error whatever was thrown', () => {
    expect(causeWithoutRequest('refused')).toEqual(new Error('refused'));
  });
});
