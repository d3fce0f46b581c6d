import { freePort } from '@baluarte/testing';
import type { FreshProject } from './fresh-project.js';
import type { Peer } from './peer.js';
import { run } from './run.js';

/** What a project sees of the calls it makes by what the README of resilience shows. */
export function callsAsInstalled(project: FreshProject, peer: () => Peer): void {
  it('stops asking a dependency that fails', async () => {
    const { service, url } = await project.start('resilience', '/products/P1', { PEER: peer().url });
    peer().isBroken = true;
    const statuses = new Set<number>();
    for (let call = 0; call < 30; call += 1) statuses.add((await fetch(`${url}/products/P1`)).status);
    const asked = peer().requests.length;
    const late = await fetch(`${url}/products/P1`);
    peer().isBroken = false;
    await service.kill();
    expect([late.status, peer().requests.length]).toEqual([500, asked]);
    expect([...statuses]).toEqual([500]);
  });

  it('shows a page without what fails, and tells the failure by its code', async () => {
    const { service, url } = await project.start('page', '/errors/REVIEWS_UNAVAILABLE', {
      REVIEWS_URL: `http://127.0.0.1:${await freePort()}`,
      REVIEWS_RETRY_MAX_RETRIES: '0',
      REVIEWS_CIRCUIT_MIN_CALLS: '1',
    });
    const page: unknown = await (await fetch(`${url}/products/P1/page`)).json();
    const failure = await fetch(`${url}/products/P1/reviews`);
    const body: unknown = await failure.json();
    await service.kill();
    expect(page).toEqual({ id: 'P1', reviews: null });
    expect([failure.status, failure.headers.has('retry-after')]).toEqual([503, true]);
    expect(body).toMatchObject({
      error_code: 'REVIEWS_UNAVAILABLE',
      context: { cause: { service: 'reviews' } },
    });
  });

  it('throws errors of the ES module of axios, which in CommonJS is another copy', async () => {
    const script = `
      const { AxiosError, isAxiosError } = require('axios');
      const { http } = require('@baluarte/resilience').ResilientClient.create('nobody', { baseURL: 'http://127.0.0.1:1' });
      http.get('/').catch((error) => process.stdout.write([error instanceof AxiosError, isAxiosError(error)].join(' ')));`;
    const ended = await run(process.execPath, ['--input-type=commonjs', '-e', script], project.folder);
    expect(ended).toEqual({ code: 0, output: 'false true' });
  });
}
