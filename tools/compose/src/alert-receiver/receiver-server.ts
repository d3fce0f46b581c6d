import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type Notifications, parseNotification } from './notifications.js';

/** Alertmanager sends at most a few hundred alerts in a notification. */
const BODY_LIMIT_BYTES = 1024 * 1024;

/**
 * `POST /` takes a notification of Alertmanager, `GET /` shows the last ones as JSON, `GET /health`
 * says that the program is alive. A body that is no notification is answered with 400, one larger
 * than 1 MB with 413.
 */
export function receiverServer(notifications: Notifications, log: (line: string) => void): Server {
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      log(`A request failed: ${String(error)}`);
      send(response, 500, { message: 'The request failed.' });
    });
  });
  server.requestTimeout = 10_000;
  return server;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '/').split('?')[0];
    if (request.method === 'GET' && path === '/health') return send(response, 200, { status: 'ok' });
    if (path !== '/') return send(response, 404, { message: `There is nothing at ${path}; look at /.` });
    if (request.method === 'GET') return send(response, 200, notifications.list());
    if (request.method !== 'POST') return send(response, 405, { message: 'Expected GET or POST.' });
    await receive(request, response);
  }

  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request);
    if (body === undefined) return send(response, 413, { message: 'Expected at most 1 MB.' });
    try {
      const notification = parseNotification(body);
      notifications.add(notification);
      for (const { status, labels } of notification.alerts)
        log(`${status} ${labels['alertname'] ?? ''} ${labels['service'] ?? ''}`);
    } catch (error) {
      return send(response, 400, { message: String(error) });
    }
    send(response, 200, { status: 'received' });
  }
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    // What is too much is read all the same, and forgotten: a sender that is cut off sees no answer.
    if (length <= BODY_LIMIT_BYTES) chunks.push(chunk);
  }
  return length > BODY_LIMIT_BYTES ? undefined : Buffer.concat(chunks).toString('utf8');
}

function send(response: ServerResponse, status: number, body: unknown): void {
  if (response.headersSent) return;
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(`${JSON.stringify(body, null, 2)}\n`);
}
