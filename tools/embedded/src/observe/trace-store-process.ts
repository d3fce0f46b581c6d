import { TraceServer, type TraceServerAddress } from './trace-server.js';
import { TraceStore } from './trace-store.js';

/** Of some 20 spans an order, a thousand orders. */
const MAX_SPANS = 20_000;

const stopping = new AbortController();
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stopping.abort());

const address = JSON.parse(process.argv[2] ?? '{}') as TraceServerAddress;
const report = (text: string) => void process.stdout.write(`${text}\n`);
const server = await TraceServer.start(new TraceStore(MAX_SPANS), address, report);
report(`listening on ${server.url}, keeping ${MAX_SPANS} spans`);
const close = () => void server.close().then(() => process.exit(0));
if (stopping.signal.aborted) close();
else stopping.signal.addEventListener('abort', close, { once: true });
