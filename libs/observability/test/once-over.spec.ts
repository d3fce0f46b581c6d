import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { eventually } from '@baluarte/testing';
import { onceOver } from '../src/http/once-over.js';

const seen: [IncomingMessage, ServerResponse][] = [];
const over: string[] = [];
const watch = (request: IncomingMessage, response: ServerResponse) =>
  onceOver(request, response, () => over.push(request.url ?? ''));
let listener: RequestListener = watch;
const server = createServer((request, response) => {
  seen.push([request, response]);
  listener(request, response);
});

const send = (...paths: string[]): Socket => {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  socket.write(paths.map((path) => `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`).join(''));
  return socket;
};
const come = (count: number) => eventually(() => expect(seen).toHaveLength(count));
const answer = (index: number) => seen[index]?.[1].end('done');
const isGone = (index: number) => eventually(() => seen[index]?.[0].socket.closed === true);

describe('what is done once when an answer is over', () => {
  beforeAll(() => once(server.listen(0, '127.0.0.1'), 'listening'));
  afterAll(() => server.close());
  beforeEach(() => {
    seen.length = 0;
    over.length = 0;
    listener = watch;
  });

  it('is done for each on a connection, in the order of their answers, and not again when it closes', async () => {
    const socket = send('/1', '/2', '/3');
    await come(3);
    for (const index of [2, 1, 0]) answer(index);
    await eventually(() => expect(over).toEqual(['/1', '/2', '/3']));
    socket.destroy();
    await isGone(2);
    expect(over).toHaveLength(3);
  });

  it('is done for all that stand in line when the connection goes, answered already or not', async () => {
    const socket = send('/1', '/2', '/3');
    await come(3);
    answer(2);
    socket.destroy();
    await eventually(() => expect(over.toSorted()).toEqual(['/1', '/2', '/3']));
    answer(1);
    await isGone(2);
    expect(over).toHaveLength(3);
  });

  it('is done when it was asked for too late', async () => {
    listener = () => undefined;
    const socket = send('/1', '/2');
    await come(2);
    socket.destroy();
    await isGone(1);
    for (const [request, response] of seen) watch(request, response);
    await eventually(() => expect(over).toEqual(['/1', '/2']));
  });
});
