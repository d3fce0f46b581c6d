import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the workspace. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Everything that is made here and not committed, apart from `node_modules` and `dist`. */
export const HOME = join(ROOT, '.baluarte');
