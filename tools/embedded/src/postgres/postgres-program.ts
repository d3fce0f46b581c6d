import type { PlainLine } from '../logs/program-log.js';
import type { Program } from '../processes/program.js';
import { HOST, POSTGRES } from '../topology.js';
import { withSuperuser } from './connection.js';
import type { Place } from './place.js';
import { clearPostmasterFile } from './postmaster-file.js';

/** Small, because everything runs on one machine; as safe as ever, because losing data is not the point here. */
const SETTINGS = {
  timezone: 'UTC',
  listen_addresses: HOST,
  unix_socket_directories: '',
  shared_buffers: '48MB',
  jit: 'off',
  log_line_prefix: '',
  log_checkpoints: 'off',
  lc_messages: 'C',
};

/** PostgreSQL as a program to be kept up. SIGINT is its fast shutdown: sessions end, data is safe. */
export function postgresProgram(place: Place, port: number): Program {
  const { binaries, data, directory, account } = place;
  const settings = Object.entries(SETTINGS).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return {
    name: POSTGRES,
    command: binaries.postgres,
    args: ['-D', data, '-p', String(port), ...settings],
    options: { cwd: directory, env: {}, ...(account && { uid: account.uid, gid: account.gid }) },
    port,
    startTimeoutMs: 30_000,
    stopPlan: { gentle: 'SIGINT', graceMs: 15_000, forced: 'SIGQUIT' },
    prepare: () => clearPostmasterFile(data),
    isReady: () =>
      withSuperuser(place, port, async (client) => (await client.query('SELECT 1')).rowCount === 1),
  };
}

const SERVER_IN_TROUBLE = /^PANIC:|^LOG: {2}server process .* was terminated/;

/** Only what concerns the server as a whole is loud: a client learns itself of what befell its statement or session. */
export const postgresLine: PlainLine = (line) => ({
  level: SERVER_IN_TROUBLE.test(line) ? 'error' : 'info',
  msg: line,
});
