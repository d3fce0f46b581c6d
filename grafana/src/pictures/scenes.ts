import { setTimeout as sleep } from 'node:timers/promises';
import type { RunningSystem } from '@baluarte/testing';
import { lookout } from '../lookout/lookout.js';
import { cut, slow } from '../outage/outage.js';
import { service } from '../service/service.js';
import type { Band } from './chart.js';

/** Panels of a dashboard on one axis of time. */
export interface ScenePicture {
  readonly file: string;
  readonly title: string;
  /** The service that variables of the dashboard stand for. */
  readonly of: 'orders' | 'stock';
  readonly dashboard: typeof lookout;
  readonly panels: readonly string[];
}

/** What is done to a running system in which customers shop, and what is drawn of it. */
export interface Scene {
  /** @param clock seconds since the picture began @returns what failed, and when */
  readonly play: (system: RunningSystem, clock: () => Promise<number>) => Promise<Band[]>;
  readonly pictures: readonly ScenePicture[];
}

/** Two edges are cut, one that is needed and one that is not. */
const twoOutages: Scene = {
  play: async (system, clock) => {
    const bands: Band[] = [];
    await sleep(15_000);
    for (const proxy of ['orders_payments', 'stock_recommendations']) {
      const from = await clock();
      await cut(system, proxy, 25_000);
      bands.push({ label: `${proxy} cut`, from, to: await clock() });
      await sleep(25_000);
    }
    return bands;
  },
  pictures: [
    {
      file: 'lookout.svg',
      title: '1 The lookout',
      of: 'orders',
      dashboard: lookout,
      panels: [
        'Burn rate over 5m',
        'Requests at the entry, by status',
        'Answers of 5xx, by service',
        'p95 at the entry, by service',
        'Circuit breakers of all services',
      ],
    },
    {
      file: 'engine-room-orders.svg',
      title: '2 The engine room of orders',
      of: 'orders',
      dashboard: service,
      panels: [
        'Errors that are ours, by code',
        'Circuit breakers',
        'Calls, by how they ended',
        'Not sent, by what kept it',
      ],
    },
    {
      file: 'engine-room-stock.svg',
      title: '2 The engine room of stock',
      of: 'stock',
      dashboard: service,
      panels: ['Answers of 5xx, by route', 'Circuit breakers', 'Calls, by how they ended', 'Fallbacks'],
    },
  ],
};

/** The incident of the README: the card processor takes five seconds longer. */
const slowCardProcessor: Scene = {
  play: async (system, clock) => {
    await sleep(15_000);
    const from = await clock();
    await slow(system, 'payments_psp', { latencyMs: 5_000, forMs: 60_000 });
    const to = await clock();
    await sleep(45_000);
    return [{ label: 'the card processor takes 5 s longer', from, to }];
  },
  pictures: [
    {
      file: 'incident.svg',
      title: 'A slow card processor, in the lookout',
      of: 'orders',
      dashboard: lookout,
      panels: [
        'Burn rate over 5m',
        'Requests at the entry, by status',
        'p95 at the entry, by service',
        'Circuit breakers of all services',
        'Alerts over time',
      ],
    },
  ],
};

export const SCENES: readonly Scene[] = [twoOutages, slowCardProcessor];
