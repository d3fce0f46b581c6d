import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { fencedBlocks, RunningSystem, Shop } from '@baluarte/testing';
import { LAUNCHER } from '../src/walk/launcher.js';
import { moved } from '../src/walk/walkthrough.js';

const RUNBOOKS = new URL('../../../docs/runbooks/', import.meta.url);
/** A complaint of curl is heard, which `-s` alone would silence. */
const LOUD_CURL = 'curl() { command curl -S "$@"; }; ';
/** What only docker compose has. */
const NOT_HERE = /docker compose|localhost:9090/;

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function type(command: string): Promise<Ended> {
  try {
    return { code: 0, ...(await promisify(execFile)('bash', ['-c', LOUD_CURL + command])) };
  } catch (error) {
    return error as Ended;
  }
}

const commands = readdirSync(RUNBOOKS)
  .filter((file) => file.endsWith('.md'))
  .flatMap((file) =>
    fencedBlocks(readFileSync(new URL(file, RUNBOOKS), 'utf8'))
      .filter(({ language }) => language === 'sh')
      .map(({ text }) => [file, text] as const),
  );

describe('the commands of the runbooks, typed while payments cannot be reached', () => {
  let system: RunningSystem;
  const printed = new Map<string, string>();

  beforeAll(async () => {
    system = await RunningSystem.start(LAUNCHER, 4_200);
    const shop = await Shop.open(system);
    await shop.order('tok_visa');
    const cut = JSON.stringify({ enabled: false });
    for (const edge of ['orders_payments', 'stock_recommendations'])
      await fetch(`${system.faultProxyUrl}/proxies/${edge}`, { method: 'POST', body: cut });
    await Promise.all(Array.from({ length: 12 }, () => shop.order('tok_visa')));
    await fetch(`${system.url('stock')}/api/v1/products/P001`);
  });

  afterAll(() => system.stop());

  it('are many', () => {
    expect(commands.length).toBeGreaterThan(20);
  });

  it.each(commands.filter(([, text]) => !NOT_HERE.test(text)))(
    'do what they are meant to: %s\n%s',
    async (file, text) => {
      const { code, stdout, stderr } = await type(moved(text, system));
      printed.set(file, `${printed.get(file) ?? ''}${stdout}`);
      expect({ stderr, isKnownCode: code === 0 || code === 1 }).toEqual({ stderr: '', isKnownCode: true });
    },
  );

  it('show something in every runbook but that on bugs, of which there is none', () => {
    const silent = [...printed].filter(([, text]) => text.trim() === '').map(([file]) => file);
    expect(printed.size).toBeGreaterThan(10);
    expect(silent).toEqual(['internal-error.md']);
  });
});
