import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { Measure, Subject, Way } from './measure.js';

/** Rewrites the ports that a program names, and loads it. */
async function load<Program>(file: string, ports: Readonly<Record<number, number>>): Promise<Program> {
  const code = readFileSync(`${file}.js`, 'utf8').replaceAll(/localhost:(\d+)/g, (all, port: string) => {
    const there = ports[Number(port)];
    return there === undefined ? all : `127.0.0.1:${there}`;
  });
  const loaded = `${file}.${Object.values(ports).join('-')}.js`;
  writeFileSync(loaded, code);
  return (await import(pathToFileURL(loaded).href)) as Program;
}

const [page = '', way = '', folder = ''] = process.argv.slice(2);
const { measure } = (await import(`./measures/${page}.js`)) as { readonly measure: Measure };
const subject: Subject = {
  way: way as Way,
  program: (ports, nth = 0) => load(`${folder}/${way}-${nth}`, ports),
};
const findings = await measure(subject);
process.stdout.write(`\n${JSON.stringify(findings)}\n`, () => process.exit(0));
