import { Notifications } from '../src/alert-receiver/notifications.js';
import { receiverServer } from '../src/alert-receiver/receiver-server.js';
import { closed, listening } from './http-server.js';

const lines: string[] = [];
const kept = new Notifications(100, () => new Date('2026-11-24T12:00:00.000Z'));
const server = receiverServer(kept, (line) => lines.push(line));
const notification = {
  status: 'firing',
  receiver: 'alert-receiver-critical',
  alerts: [{ status: 'firing', labels: { alertname: 'TargetDown', service: 'stock' } }],
};
let url = '';

beforeAll(async () => {
  url = await listening(server);
});
afterAll(() => closed(server));

const post = (body: string) => fetch(url, { method: 'POST', body });

describe('the alert receiver', () => {
  it('takes what Alertmanager sends, shows it and says so in its log', async () => {
    expect((await post(JSON.stringify(notification))).status).toBe(200);
    const shown = await fetch(url);
    expect(await shown.json()).toEqual([{ received_at: '2026-11-24T12:00:00.000Z', notification }]);
    expect(lines).toEqual(['firing TargetDown stock']);
  });

  it('is well', async () => {
    expect((await fetch(`${url}/health`)).status).toBe(200);
  });

  it('refuses what is no notification, what is too large, and what it does not have', async () => {
    expect((await post('nonsense')).status).toBe(400);
    expect((await post('{"status":"firing"}')).status).toBe(400);
    expect((await post('x'.repeat(2 * 1024 * 1024))).status).toBe(413);
    expect((await fetch(url, { method: 'DELETE' })).status).toBe(405);
    expect((await fetch(`${url}/elsewhere`)).status).toBe(404);
  });
});
