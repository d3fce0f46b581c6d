import { start } from './health/main-on-express.js';

void start(Number(process.env['PORT']));
