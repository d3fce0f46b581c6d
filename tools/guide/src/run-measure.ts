import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { FINDINGS, type Measure, type Ports, type Subject, type Way } from './measure.js';

/** Rewrites the ports that a program names. @returns the new file */
function place(file: string, ports: Ports): string {
  const code = readFileSync(`${file}.js`, 'utf8').replaceAll(/localhost:(\d+)/g, (all, port: string) => {
    const there = ports[Number(port)];
    return there === undefined ? all : `127.0.0.1:${there}`;
  });
  const loaded = `${file}.${Object.values(ports).join('-')}.js`;
  writeFileSync(loaded, code);
  return loaded;
}

const [page = '', way = '', folder = ''] = process.argv.slice(2);
const { measure } = (await import(`./measures/${page}.js`)) as { readonly measure: Measure };
const file: Subject['file'] = (ports, nth = 0) => place(`${folder}/${way}-${nth}`, ports);
const subject: Subject = {
  way: way as Way,
  file,
  program: async <Program>(ports: Ports, nth = 0) =>
    (await import(pathToFileURL(file(ports, nth)).href)) as Program,
};
const findings = await measure(subject);
process.stdout.write(`\n${FINDINGS}${JSON.stringify(findings)}\n`, () => process.exit(0));
