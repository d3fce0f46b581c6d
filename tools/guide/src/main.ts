import { MEASURED_PAGES, writeTable } from './measured-pages.js';
import { measuredTable } from './measured-table.js';

const named = process.argv.slice(2);
const unknown = named.filter((page) => !MEASURED_PAGES.includes(page));
if (unknown.length > 0) {
  process.stderr.write(`No measure for ${unknown.join(', ')}. There are: ${MEASURED_PAGES.join(', ')}.\n`);
  process.exitCode = 2;
} else {
  for (const page of named.length > 0 ? named : MEASURED_PAGES) {
    const table = await measuredTable(page);
    writeTable(page, table);
    process.stdout.write(`docs/guide/${page}.md\n${table}\n`);
  }
}
