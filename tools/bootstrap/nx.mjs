import { join } from 'node:path';
import { ROOT } from './paths.mjs';

/** The arguments that make Node run Nx. */
export const nxArguments = (args) => [join(ROOT, 'node_modules', 'nx', 'dist', 'bin', 'nx.js'), ...args];

/** No background process, no terminal interface: what starts here also ends here. */
export const nxEnvironment = () => ({ ...process.env, NX_DAEMON: 'false', NX_TUI: 'false' });
