import { writeFile } from 'node:fs/promises';
import { GUIDE, metricsGuide } from './metrics-guide.mjs';

await writeFile(GUIDE, await metricsGuide());
process.stdout.write(`${GUIDE} written.\n`);
