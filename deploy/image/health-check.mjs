// Asks a program in the same container how it is, where there is no shell and no curl:
//
//   node health-check.mjs [<url>]   default: is the service at $PORT ready?
import { get } from 'node:http';

const [url = `http://127.0.0.1:${process.env.PORT}/health/ready`] = process.argv.slice(2);
const request = get(url, { timeout: 2_000 }, ({ statusCode }) => process.exit(statusCode === 200 ? 0 : 1));
request.on('timeout', () => request.destroy(new Error('no answer in time')));
request.on('error', ({ message }) => {
  process.stderr.write(`${url}: ${message}\n`);
  process.exit(1);
});
