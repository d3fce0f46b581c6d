import { eventually, faults, FaultServer, freePort } from '@baluarte/testing';
import type { Measure } from '../measure.js';
import { RunningProgram } from '../running-program.js';

const REQUESTS = 20;
const ANSWER = faults.respond({ body: { state: 'done' } });

/** Clients that each send one request, and what became of them. */
class Clients {
  answered = 0;
  lost = 0;
  readonly over: Promise<unknown>;

  constructor(url: string) {
    this.over = Promise.all(Array.from({ length: REQUESTS }, () => this.ask(url)));
  }

  private async ask(url: string): Promise<void> {
    try {
      const answer = await fetch(url);
      await answer.text();
      if (answer.ok) this.answered += 1;
      else this.lost += 1;
    } catch {
      this.lost += 1;
    }
  }
}

async function hasNoticed(url: string): Promise<boolean> {
  const { status } = await fetch(`${url}/health/ready`);
  return status === 503;
}

export const measure: Measure = async ({ file }) => {
  let answer: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (answer = resolve));
  const peer = await FaultServer.start();
  peer.script({ ...ANSWER, play: (exchange) => void held.then(() => ANSWER.play(exchange)) });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const service = RunningProgram.start(file({ 3002: peer.port }), 'start', String(port));
  await service.returned;
  const before = new Clients(`${url}/work`);
  await eventually(() => peer.requests.length === REQUESTS);
  service.signal('SIGTERM');
  await Promise.race([service.ended, eventually(() => hasNoticed(url))]);
  const after = new Clients(`${url}/work`);
  await eventually(() => peer.requests.length + after.lost === 2 * REQUESTS);
  answer();
  await Promise.all([before.over, after.over]);
  const [code] = (await service.ended) as [number | null];
  return {
    'requests lost that were in flight at SIGTERM, of 20': before.lost,
    'requests lost that a load balancer sent after it, of 20': after.lost,
    'exit code': code ?? 'none',
  };
};
