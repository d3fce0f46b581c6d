import { processEnvironment } from '@baluarte/config';
import { start } from './start.js';

process.exitCode = await start(process.argv.slice(2), processEnvironment());
