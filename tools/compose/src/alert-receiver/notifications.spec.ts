import { Notifications, parseNotification } from './notifications.js';

const noon = () => new Date('2026-11-24T12:00:00.000Z');
const notification = (name: string) => ({
  status: 'firing',
  alerts: [{ status: 'firing', labels: { alertname: name } }],
});

describe('the notifications that are kept', () => {
  it('are shown with the time they came, the newest first', () => {
    const kept = new Notifications(10, noon);
    kept.add(notification('first'));
    kept.add(notification('second'));
    expect(kept.list()).toEqual([
      { received_at: '2026-11-24T12:00:00.000Z', notification: notification('second') },
      { received_at: '2026-11-24T12:00:00.000Z', notification: notification('first') },
    ]);
  });

  it('are never more than the limit', () => {
    const kept = new Notifications(2, noon);
    for (const name of ['a', 'b', 'c']) kept.add(notification(name));
    expect(kept.list().map((received) => received.notification)).toEqual([
      notification('c'),
      notification('b'),
    ]);
  });
});

describe('the body of a notification', () => {
  it('is kept whole', () => {
    const body = { ...notification('TargetDown'), receiver: 'pager', groupKey: 'x' };
    expect(parseNotification(JSON.stringify(body))).toEqual(body);
  });

  it.each(['null', '[]', '{}', '{"status":"firing"}', '{"status":"firing","alerts":[{"status":"firing"}]}'])(
    'is not %s',
    (text) => {
      expect(() => parseNotification(text)).toThrow('Expected a notification of Alertmanager');
    },
  );
});
