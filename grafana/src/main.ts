import { write } from './files.js';

for (const name of write()) process.stdout.write(`grafana/dashboards/${name}\n`);
