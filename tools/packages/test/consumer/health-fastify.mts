import { start } from './health/main.js';

void start(Number(process.env['PORT']));
