import { readFile } from 'node:fs/promises';
import { faults, FaultServer, freePort } from '@baluarte/testing';
import { TOXIC_TYPES } from '../src/index.js';
import { breakStock } from './readme/break-stock.js';

const read = (path: string) => readFile(new URL(path, import.meta.url), 'utf8');

describe('README.md', () => {
  it('shows a program that exists', async () => {
    const readme = await read('../README.md');
    const [, shown, ...others] = [...readme.matchAll(/```ts\n([^]*?)```/g)].flat();
    expect(others).toEqual([]);
    expect(shown).toBe(
      (await read('readme/break-stock.ts')).replaceAll('../../src/index.js', '@baluarte/chaos'),
    );
  });

  it('shows a program that does what it says', async () => {
    const stock = await FaultServer.start();
    stock.script(faults.respond({ body: { product: 'P001' } }));
    const listen = `127.0.0.1:${await freePort()}`;
    const statuses: number[][] = [];
    const beganMs = performance.now();
    await breakStock({ listen, upstream: `127.0.0.1:${stock.port}` }, async () => {
      const product = async () => (await fetch(`http://${listen}/api/v1/products/P001`)).status;
      statuses.push(await Promise.all(Array.from({ length: 30 }, product)));
    });
    await stock.close();
    expect(performance.now() - beganMs).toBeGreaterThanOrEqual(500);
    expect(new Set(statuses[0])).toEqual(new Set([200]));
    expect(new Set(statuses[1])).toEqual(new Set([200, 503]));
  });

  it('lists every toxic with its attributes, units and defaults', async () => {
    const readme = await read('../README.md');
    for (const [type, { attributes }] of Object.entries(TOXIC_TYPES)) {
      for (const [name, { unit, default: usual }] of Object.entries(attributes)) {
        const row = readme
          .split('\n')
          .find((line) => line.includes(`\`${type}\``) && line.includes(`\`${name}\``));
        expect(row?.replaceAll(/ +/g, ' ')).toContain(`\`${name}\` | ${unit} | ${usual ?? 'required'} |`);
      }
    }
  });
});
