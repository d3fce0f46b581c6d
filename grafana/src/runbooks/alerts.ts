import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

const ROOT = new URL('../../../', import.meta.url);
const RULES = new URL('deploy/prometheus/rules/', ROOT);

/** An alert of deploy/prometheus and where its runbook is. */
export interface Alert {
  readonly name: string;
  /** Path in the repository. */
  readonly runbook: string;
}

interface Rule {
  readonly alert?: string;
  readonly annotations?: { readonly runbook?: string };
}

/** The alerts, each once. */
export function alertsOfRules(): readonly Alert[] {
  const files = readdirSync(fileURLToPath(RULES)).filter((name) => name.endsWith('.yml'));
  const rules = files.flatMap((name) => {
    const { groups } = parse(readFileSync(new URL(name, RULES), 'utf8')) as { groups: { rules: Rule[] }[] };
    return groups.flatMap((group) => group.rules);
  });
  const runbooks = new Map<string, string>();
  for (const { alert, annotations } of rules)
    if (alert !== undefined && annotations?.runbook !== undefined) runbooks.set(alert, annotations.runbook);
  return [...runbooks]
    .map(([name, runbook]) => ({ name, runbook }))
    .sort((a, b) => a.name.localeCompare(b.name));
}

/** The text of a runbook. @param path in the repository */
export function readRunbook(path: string): string {
  return readFileSync(new URL(path, ROOT), 'utf8');
}
