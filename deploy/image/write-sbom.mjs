// npm run sbom: what is in the images of the services, as CycloneDX, from the lock file by `npm sbom`.
//
//   node write-sbom.mjs [<file>]   default reports/sbom.cdx.json
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { productionModules } from './production-modules.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const file = resolve(root, process.argv[2] ?? 'reports/sbom.cdx.json');
const services = readdirSync(join(root, 'apps')).map((name) => `apps/${name}`);

const { status, stdout, stderr } = spawnSync(
  'npm',
  ['sbom', '--package-lock-only', '--sbom-format=cyclonedx', '--sbom-type=application'],
  { cwd: root, encoding: 'utf8', maxBuffer: 128 * 1024 * 1024, timeout: 120_000 },
);
if (status !== 0) {
  process.stderr.write(`npm sbom failed:\n${stderr}`);
  process.exit(1);
}
const bom = JSON.parse(stdout);
const shipped = shippedReferences();
bom.metadata.component.name = 'baluarte';
bom.components = bom.components.filter((component) => shipped.has(component['bom-ref']));
const references = new Set([
  bom.metadata.component['bom-ref'],
  ...bom.components.map((component) => component['bom-ref']),
]);
bom.dependencies = bom.dependencies
  .filter(({ ref }) => references.has(ref))
  .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((name) => references.has(name)) }));
mkdirSync(dirname(file), { recursive: true });
writeFileSync(file, `${JSON.stringify(bom, null, 2)}\n`);
process.stdout.write(`${relative(root, file)}: ${bom.components.length} components\n`);

/** `name@version` of all that the images hold, as npm names it in the SBOM. */
function shippedReferences() {
  const modules = productionModules(root.replace(/[/\\]$/, ''), [...services, 'tools/compose']);
  const paths = [...services.map((service) => join(root, service)), ...modules.map(({ path }) => path)];
  return new Set(
    paths.map((path) => {
      const { name, version } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
      return `${name}@${version}`;
    }),
  );
}
