import ts from 'typescript';
import type { Manifest } from '../../src/kustomize/resource.js';
import { ROOT } from '../workspace.js';
import { kindOf } from './models.js';

const FILE = `${ROOT}/tools/kubernetes/test/schemas/objects.generated.ts`;

/**
 * The published schemas of Kubernetes let fields pass that they do not know, as the API server does, which drops
 * them. Their types know all fields: the objects are compiled as literals of them.
 *
 * @returns a message of the compiler for each field that a type does not have, or that has another type
 */
export function typeErrors(manifests: readonly Manifest[]): string[] {
  const modules = [...new Set(manifests.map((manifest) => kindOf(manifest).module))];
  const source = [
    ...modules.map((module) => `import type { I${module.split('/').at(-1)} } from '${module}';`),
    ...manifests.map(
      (manifest, index) => `export const object${index}: I${manifest.kind} = ${JSON.stringify(manifest)};`,
    ),
  ].join('\n');
  const options: ts.CompilerOptions = {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    target: ts.ScriptTarget.ES2023,
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const { fileExists, getSourceFile } = host;
  host.fileExists = (file) => file === FILE || fileExists(file);
  host.getSourceFile = (file, target, ...rest) =>
    file === FILE ? ts.createSourceFile(file, source, target) : getSourceFile(file, target, ...rest);
  const program = ts.createProgram([FILE], options, host);
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}
