import { fileURLToPath } from 'node:url';

/** The built entry file of `npm start`. */
export const LAUNCHER = fileURLToPath(new URL('../../../embedded/dist/main.js', import.meta.url));
