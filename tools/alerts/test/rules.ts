import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

export const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const RULES = 'deploy/prometheus/rules';
const TESTS = 'deploy/prometheus/tests';

export interface Alert {
  readonly alert: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

export interface Recording {
  readonly record: string;
  readonly expr: string;
  readonly labels?: Readonly<Record<string, string>>;
}

interface RuleFile {
  readonly groups: readonly { readonly name: string; readonly rules: readonly (Alert | Recording)[] }[];
}

/** A unit test of promtool, as far as it is looked at here. */
export interface RuleTest {
  readonly alert_rule_test?: readonly {
    readonly alertname: string;
    readonly exp_alerts: readonly unknown[];
  }[];
  readonly promql_expr_test?: readonly { readonly expr: string; readonly exp_samples: readonly unknown[] }[];
}

export function text(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** The YAML files of a folder, as paths from the root of the workspace. */
function filesOf(folder: string): string[] {
  const names = readdirSync(join(ROOT, folder)).filter((name) => name.endsWith('.yml'));
  return names.map((name) => `${folder}/${name}`);
}

function strictly<Content>(path: string): Content {
  return parse(text(path), { strict: true, uniqueKeys: true }) as Content;
}

export const ruleFiles = filesOf(RULES);
export const testFiles = filesOf(TESTS);

const rules = ruleFiles.flatMap((path) => strictly<RuleFile>(path).groups).flatMap((group) => group.rules);

export const alerts = rules.filter((rule): rule is Alert => 'alert' in rule);
export const recordings = rules.filter((rule): rule is Recording => 'record' in rule);
export const ruleTests = testFiles.flatMap((path) => strictly<{ tests: readonly RuleTest[] }>(path).tests);
