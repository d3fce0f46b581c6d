import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { sectionOf } from '../src/page.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const read = (path: string) => readFileSync(`${ROOT}${path}`, 'utf8');
const README = read('README.md');
const PROGRAMS = globSync('tools/{embedded/src,bootstrap}/**/*.{ts,mjs}', { cwd: ROOT }).map(read);

describe('the README', () => {
  it('quotes messages in its troubleshooting as the programs say them', () => {
    const quoted = [...sectionOf(README, 'Troubleshooting').matchAll(/^- \*\*`(.+?)`\*\*/gm)].map(
      ([, message = '']) => message,
    );
    expect(quoted.length).toBeGreaterThan(4);
    // What differs from case to case is written as a name, a number or `…`.
    const fixed = quoted.map((message) => message.replaceAll(/3001|orders|\b3\b/g, '…').split(/ ?… ?/));
    for (const parts of fixed)
      expect([parts, PROGRAMS.some((source) => parts.every((part) => source.includes(part)))]).toEqual([
        parts,
        true,
      ]);
  });

  it('names the ports of docker compose as they are published', () => {
    const published = new Map(
      [...read('.env').matchAll(/^(\w+)_PORT=(\d+)/gm)].map(([, name = '', port = '']) => [name, port]),
    );
    const [, ...rows] = sectionOf(README, 'Modes and ports')
      .split('\n')
      .filter((line) => line.startsWith('|'))
      .map((line) => line.split('|').map((cell) => cell.trim()));
    const named = rows.flatMap((cells) => [
      ...(cells[3] ?? '').matchAll(/(Toxiproxy|Loki|Tempo|Prometheus|Alertmanager|Grafana),? (\d+)/g),
    ]);
    expect(named.length).toBeGreaterThan(5);
    for (const [, name = '', port] of named)
      expect([name, published.get(name.toUpperCase())]).toEqual([name, port]);
  });
});
