import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { eventually, freePort } from '@baluarte/testing';
import { FaultProxy } from '../../src/index.js';

export interface RunningServer {
  readonly url: string;
  close(): Promise<void>;
}

export interface ProxyServer {
  readonly name: string;
  start(): Promise<RunningServer>;
}

const PROGRAM = 'toxiproxy-server';

/** Who must keep the contract: ours, and the real Toxiproxy on machines that have it. */
export function proxyServers(): readonly ProxyServer[] {
  const program = onThePath(PROGRAM);
  const ours: ProxyServer = { name: 'FaultProxy', start: () => FaultProxy.start({ port: 0 }) };
  return program === undefined ? [ours] : [ours, { name: PROGRAM, start: () => startProgram(program) }];
}

async function startProgram(program: string): Promise<RunningServer> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(program, ['-host', '127.0.0.1', '-port', String(port)], { stdio: 'ignore' });
  await eventually(async () => (await fetch(`${url}/version`)).ok);
  return {
    url,
    close: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}

function onThePath(program: string): string | undefined {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .map((directory) => join(directory, program))
    .find((path) => existsSync(path));
}
