import { createTestDatabase, eventually, PostgresServer } from '@baluarte/testing';
import { Auditor } from './auditor.js';
import { spawnStock, startStock } from './stock-service.js';

const lines = [{ product_id: 'P010', quantity: 1 }];

describe('the stock service', () => {
  it('answers 503 in the contract while its database is away, and goes on by itself when it is back', async () => {
    const server = await PostgresServer.start();
    const database = await createTestDatabase(server.url());
    const stock = await startStock({ database });
    try {
      expect((await stock.ask('PUT', '/reservations/before', { lines })).status).toBe(200);
      await server.kill();
      for (const [method, path, body] of [
        ['GET', '/products/P001'],
        ['GET', '/products'],
        ['PUT', '/reservations/during', { lines }],
        ['DELETE', '/reservations/before'],
      ] as const)
        expect(await stock.ask(method, path, body)).toMatchObject({
          status: 503,
          body: { error_code: 'DATABASE_UNAVAILABLE', service_name: 'stock' },
        });
      await server.resume();
      await eventually(async () => (await stock.ask('GET', '/products/P001')).status === 200);
      expect((await stock.ask('PUT', '/reservations/before', { lines })).status).toBe(200);
      expect((await stock.ask('PUT', '/reservations/during', { lines })).status).toBe(200);
    } finally {
      await stock.close();
      await server.remove();
    }
  });

  it('sells ten pieces ten times although one of its replicas is killed in the rush', async () => {
    const database = await createTestDatabase();
    const auditor = await Auditor.over(database);
    const running: Awaited<ReturnType<typeof spawnStock>>[] = [];
    const spawned = async () => {
      const replica = await spawnStock(database);
      running.push(replica);
      return replica;
    };
    try {
      const victim = await spawned();
      const survivor = await spawned();
      await auditor.setAvailable('P010', 10);
      let asked = 0;
      const reserve = async (order: string) => {
        const answer = victim.ask('PUT', `/reservations/${order}`, { lines }).catch(() => null);
        asked += 1;
        if (asked === 20) void victim.service.kill('SIGKILL');
        return (await answer) ?? survivor.ask('PUT', `/reservations/${order}`, { lines });
      };
      const tally: number[] = [];
      for (let batch = 0; batch < 6; batch += 1) {
        const orders = Array.from({ length: 8 }, (_, index) => `rush-${batch}-${index}`);
        tally.push(...(await Promise.all(orders.map(reserve))).map(({ status }) => status));
      }
      expect(victim.service.hasEnded).toBe(true);
      expect(tally.filter((status) => status === 200)).toHaveLength(10);
      expect(tally.filter((status) => status === 409)).toHaveLength(38);
      expect([await auditor.available('P010'), await auditor.kept('P010')]).toEqual([0, 10]);
    } finally {
      for (const { service } of running) await service.kill();
      await auditor.leave();
      await database.drop();
    }
  }, 120_000);

  it('starts again with the stock that it ended with', async () => {
    const database = await createTestDatabase();
    const before = await startStock({ database });
    await before.ask('PUT', '/reservations/kept', { lines: [{ product_id: 'P001', quantity: 7 }] });
    const { body: page } = await before.ask('GET', '/products/P001');
    await before.close();
    const after = await startStock({ database });
    try {
      expect((await after.ask('GET', '/products/P001')).body).toEqual(page);
      expect((await after.ask('POST', '/reservations/kept/confirm')).status).toBe(200);
    } finally {
      await after.close();
      await database.drop();
    }
  });
});
