import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { interruption, throwIfInterrupted } from './interruption.mjs';
import { ROOT } from './paths.mjs';

/**
 * Runs a program to its end. A signal to us is handed on to it, so that it stops first.
 *
 * @param {{ capture?: boolean, env?: NodeJS.ProcessEnv, cwd?: string }} options
 *   `capture` keeps the output for the caller instead of showing it.
 * @returns {Promise<{ code: number, output: string }>} the exit code as a shell would report it.
 */
export async function runChild(file, args, { capture = false, env = process.env, cwd = ROOT } = {}) {
  throwIfInterrupted();
  const child = spawn(file, args, { cwd, env, stdio: capture ? ['ignore', 'pipe', 'pipe'] : 'inherit' });
  const handOn = () => child.kill(interruption.reason);
  interruption.addEventListener('abort', handOn);
  const chunks = [];
  child.stdout?.on('data', (chunk) => chunks.push(chunk));
  child.stderr?.on('data', (chunk) => chunks.push(chunk));
  try {
    const code = await new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (exitCode, signal) => resolve(exitCode ?? 128 + constants.signals[signal]));
    });
    return { code, output: Buffer.concat(chunks).toString() };
  } finally {
    interruption.removeEventListener('abort', handOn);
  }
}
