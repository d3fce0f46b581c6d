import { FaultProxy } from '@baluarte/chaos';
import type { FaultProxyArguments } from './fault-proxy-program.js';

const stopping = new AbortController();
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stopping.abort());

const settings = JSON.parse(process.argv[2] ?? '{}') as FaultProxyArguments;
const proxy = await FaultProxy.start(settings);
process.stdout.write(`listening on ${proxy.url} for ${settings.proxies.length} proxies\n`);
const close = () => void proxy.close().then(() => process.exit(0));
if (stopping.signal.aborted) close();
else stopping.signal.addEventListener('abort', close, { once: true });
