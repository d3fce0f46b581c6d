#!/usr/bin/env node
/** Writes `libs/<folder>/api.md`; with `--print`, all of them as JSON to stdout, and no file. */
import { writeFileSync } from 'node:fs';
import { apiReports, reportPath } from './api-reports.mjs';

const reports = await apiReports();
if (process.argv.includes('--print')) process.stdout.write(JSON.stringify(Object.fromEntries(reports)));
else for (const [folder, text] of reports) writeFileSync(reportPath(folder), text);
