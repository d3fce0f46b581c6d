import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { throwIfInterrupted } from './interruption.mjs';
import { HOME } from './paths.mjs';

const HEARTBEAT_MS = 1_000;
const ABANDONED_AFTER_MS = 10_000;

/**
 * Holds the set-up lock while `work` runs, and waits for another set-up to end first.
 * The holder touches the file every second, so one that was killed is recognised by its silence, whatever
 * container or host it ran on.
 */
export async function withSetupLock(work, { directory = HOME, output = process.stderr } = {}) {
  mkdirSync(directory, { recursive: true });
  const path = join(directory, 'setup.lock');
  await acquire(path, output);
  const heartbeat = setInterval(() => touch(path), HEARTBEAT_MS);
  const release = () => rmSync(path, { force: true });
  process.on('exit', release);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    process.off('exit', release);
    release();
  }
}

async function acquire(path, output) {
  for (let told = false; !tryCreate(path);) {
    if (isAbandoned(path)) {
      rmSync(path, { force: true });
      continue;
    }
    if (!told) output.write(`  another set-up is running (pid ${holder(path)}): waiting for it\n`);
    told = true;
    await delay(200 + Math.random() * 100);
    throwIfInterrupted();
  }
}

function tryCreate(path) {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

function isAbandoned(path) {
  const heartbeat = statSync(path, { throwIfNoEntry: false });
  return heartbeat !== undefined && Date.now() - heartbeat.mtimeMs > ABANDONED_AFTER_MS;
}

function holder(path) {
  try {
    return readFileSync(path, 'utf8') || 'unknown';
  } catch (error) {
    if (error.code === 'ENOENT') return 'just ended';
    throw error;
  }
}

function touch(path) {
  const now = new Date();
  try {
    utimesSync(path, now, now);
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
}
