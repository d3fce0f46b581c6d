import { readFileSync } from 'node:fs';
import { FaultProxy, type ProxyOptions } from '@baluarte/chaos';

/** The port of Toxiproxy's HTTP API. */
const PORT = 8474;

const file = process.argv[2];
if (file === undefined) {
  process.stderr.write('Usage: node main.js <file with a list of proxies, as Toxiproxy reads it>\n');
  process.exit(2);
}
const proxies = JSON.parse(readFileSync(file, 'utf8')) as ProxyOptions[];
const proxy = await FaultProxy.start({ host: '0.0.0.0', port: PORT, proxies });
process.stdout.write(`listening on port ${PORT} for ${proxies.length} proxies\n`);
for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.once(signal, () => void proxy.close().then(() => process.exit(0)));
