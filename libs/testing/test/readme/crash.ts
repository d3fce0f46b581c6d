import { PostgresServer } from '../../src/index.js';

/** Does some work on a PostgreSQL of its own, which then crashes and comes back. */
export async function crashAfter(work: (url: string) => Promise<void>, look: (url: string) => Promise<void>) {
  const server = await PostgresServer.start();
  try {
    await work(server.url());
    await server.kill();
    await server.resume();
    await look(server.url());
  } finally {
    await server.remove();
  }
}
