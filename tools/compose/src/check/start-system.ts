import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Docker } from './docker.js';
import { freePorts } from './free-ports.js';
import { availableImages } from './images.js';
import { imagesOf, runnable, type ComposeProject } from './project.js';
import type { SystemUnderCheck } from './system-under-check.js';

const NAME = 'baluarte-check';
const BUILD_AND_START_MS = 1_200_000;
const HEALTHY_SECONDS = 240;
const DOWN_MS = 180_000;
/** What is changed where the image of a service cannot be had, but a program of the workspace can do for it. */
const STAND_INS: Readonly<Record<string, string>> = {
  toxiproxy: 'deploy/compose/fault-proxy.yml',
  'otel-collector': 'deploy/compose/telemetry-sink.yml',
};

/** A system that was started, and its end. */
export interface StartedSystem {
  readonly system: SystemUnderCheck;
  /** Takes everything down, volumes included. */
  readonly stop: () => Promise<void>;
}

/**
 * Brings up what can be brought up with the images that can be had, on free ports, as a project of
 * its own.
 */
export async function startSystem(
  root: string,
  signal: AbortSignal,
  say: (line: string) => void,
): Promise<StartedSystem> {
  const ports = await freePorts();
  const docker = new Docker(root, ports);
  say(`Docker ${(await docker.ask(['version', '--format', '{{.Server.Version}}'], signal)).trim()}`);
  const folder = await mkdtemp(join(tmpdir(), `${NAME}-`));
  const file = join(folder, 'compose.json');
  const compose = ['compose', '--file', file, '--project-name', NAME, '--project-directory', root];
  const stop = async () => {
    try {
      const unhurried = AbortSignal.timeout(DOWN_MS);
      await docker.ask([...compose, 'down', '--volumes', '--timeout', '15'], unhurried, DOWN_MS);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  };
  const { project, skipped, standIns } = await resolveProject(docker, signal);
  await writeFile(file, JSON.stringify(project));
  const services = new Set(Object.keys(project.services));
  say(`runs here: ${[...services].sort().join(', ')}`);
  if (standIns.size > 0) say(`a stand-in runs for: ${[...standIns].join(', ')}`);
  if (skipped.length > 0) say(`left out, because the image cannot be had: ${skipped.join(', ')}`);
  const system: SystemUnderCheck = { docker, compose, ports, services, standIns, signal, say };
  try {
    await up(system);
  } catch (error) {
    await stop();
    throw error;
  }
  return { system, stop };
}

async function resolveProject(docker: Docker, signal: AbortSignal) {
  const project = await readProject(docker, [], signal);
  const available = await availableImages(docker, imagesOf(project), signal);
  const standIns = runnable(project, available).skipped.filter((name) => STAND_INS[name] !== undefined);
  const overrides = standIns.map((name) => STAND_INS[name] ?? '');
  return {
    ...runnable(await readProject(docker, overrides, signal), available),
    standIns: new Set(standIns),
  };
}

async function readProject(docker: Docker, overrides: readonly string[], signal: AbortSignal) {
  const files = ['docker-compose.yml', ...overrides].flatMap((file) => ['--file', file]);
  const args = ['compose', ...files, '--project-name', NAME, 'config', '--format', 'json'];
  return JSON.parse(await docker.ask(args, signal)) as ComposeProject;
}

async function up({ docker, compose, signal, say }: SystemUnderCheck): Promise<void> {
  const startMs = performance.now();
  await docker.ask([...compose, 'build'], signal, BUILD_AND_START_MS);
  const builtMs = performance.now();
  say(`images built in ${seconds(builtMs - startMs)} s`);
  const wait = ['--detach', '--wait', '--wait-timeout', String(HEALTHY_SECONDS)];
  const started = await docker.try([...compose, 'up', ...wait], signal, BUILD_AND_START_MS);
  if (started.code !== 0)
    throw new Error(`docker compose up failed. ${await complaints(docker, compose, signal)}`);
  say(`everything is healthy ${seconds(performance.now() - builtMs)} s after the start`);
}

/** What the containers say that are not as they should be. */
async function complaints(docker: Docker, compose: readonly string[], signal: AbortSignal): Promise<string> {
  const text = await docker.ask(
    [...compose, 'ps', '--all', '--format', '{{.Name}} {{.State}} {{.Health}}'],
    signal,
  );
  const bad = text.split('\n').filter((line) => line !== '' && !/ running (healthy)?$/.test(line));
  const logs = bad.map(async (line) => {
    const [name = ''] = line.split(' ');
    const { stdout, stderr } = await docker.try(['logs', '--tail', '20', name], signal);
    const health = await docker.try(['inspect', '--format', '{{json .State.Health.Log}}', name], signal);
    return `${line}\n${stdout}${stderr}${health.stdout.slice(-500)}`;
  });
  return (await Promise.all(logs)).join('\n');
}

function seconds(durationMs: number): number {
  return Math.round(durationMs / 1_000);
}
