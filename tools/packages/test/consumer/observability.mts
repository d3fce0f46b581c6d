import { start } from './observability/main.js';

void start(Number(process.env['PORT']));
