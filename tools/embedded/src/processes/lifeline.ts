import { spawn } from 'node:child_process';
import type { StopPlan } from './program.js';

/** Waits for the end of its input, which comes when the supervisor is gone, then ends one process by the plan. */
const SCRIPT = `
read -r _
kill -s "$2" "$1" 2>/dev/null || exit 0
left="$3"
while [ "$left" -gt 0 ] && kill -0 "$1" 2>/dev/null; do
  sleep 0.2
  left=$((left - 200))
done
kill -s "$4" "$1" 2>/dev/null
`;

const signalName = (signal: NodeJS.Signals) => signal.replace(/^SIG/, '');

/**
 * Ties the life of a process to ours, even when we are killed with SIGKILL and can do nothing any more:
 * a waiting shell in a session of its own holds the far end of a pipe from us.
 *
 * @returns a function that cuts the tie; call it when the process has ended by itself.
 */
export function tieToOurLife(pid: number, { gentle, graceMs, forced }: StopPlan): () => void {
  const shell = spawn(
    '/bin/sh',
    ['-c', SCRIPT, 'baluarte-lifeline', String(pid), signalName(gentle), String(graceMs), signalName(forced)],
    { stdio: ['pipe', 'ignore', 'ignore'], detached: true },
  );
  shell.on('error', (error) => process.emitWarning(`No lifeline for process ${pid}: ${error.message}`));
  return () => {
    shell.kill('SIGKILL');
    shell.stdin.destroy();
  };
}
