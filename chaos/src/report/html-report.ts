import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Trial } from '../campaign.js';
import { jsonReport } from './json-report.js';

const asset = (name: string) => readFileSync(new URL(`../../assets/${name}`, import.meta.url), 'utf8');

/** uPlot's own file for browsers, so that the report is one file that needs no network. */
function plotLibrary(): { readonly script: string; readonly style: string } {
  const { resolve } = createRequire(import.meta.url);
  const script = resolve('uplot').replace(/uPlot\.cjs\.js$/, 'uPlot.iife.min.js');
  return {
    script: readFileSync(script, 'utf8'),
    style: readFileSync(script.replace('uPlot.iife.min.js', 'uPlot.min.css'), 'utf8'),
  };
}

/** One page for people: what was claimed, what was seen with the pattern and without it, and how it went. */
export function htmlReport(trials: readonly Trial[], writtenAt: string): string {
  const { script, style } = plotLibrary();
  const { trials: runs } = JSON.parse(jsonReport(trials, {})) as { trials: unknown[] };
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Chaos experiments</title>
<style>${style}\n${asset('report.css')}</style></head>
<body><h1>Chaos experiments</h1>
<p class="hint">Written ${escape(writtenAt)}. The shaded time is that of the fault.</p>
${overview(trials)}
${experimentsOf(trials)
  .map((name) => section(name, trials))
  .join('\n')}
<script>${script}</script>
<script>const RUNS = ${JSON.stringify(runs).replaceAll('<', '\\u003c')};\n${asset('plots.js')}</script>
</body></html>
`;
}

function experimentsOf(trials: readonly Trial[]): string[] {
  return [...new Set(trials.map(({ experiment }) => experiment.name))];
}

function overview(trials: readonly Trial[]): string {
  const rows = experimentsOf(trials).map((name) => {
    const [first] = trials.filter(({ experiment }) => experiment.name === name);
    const verdict = (pattern: Trial['pattern']) => {
      const trial = trials.find((each) => each.experiment.name === name && each.pattern === pattern);
      return trial === undefined ? 'not tried' : verdictOf(trial);
    };
    return `<tr><td><a href="#${name}">${name}</a></td><td>${escape(first?.experiment.pattern ?? '')}</td><td>${verdict('with')}</td><td>${verdict('without')}</td></tr>`;
  });
  return `<table><tr><th>experiment</th><th>pattern</th><th>with it</th><th>without it</th></tr>${rows.join('')}</table>`;
}

function section(name: string, trials: readonly Trial[]): string {
  const own = trials.filter(({ experiment }) => experiment.name === name);
  const columns = own.map((trial) => column(trial, trials.indexOf(trial)));
  return `<h2 id="${name}">${name}</h2><p>${escape(own[0]?.experiment.hypothesis ?? '')}</p><div class="pair">${columns.join('')}</div>`;
}

function column(trial: Trial, index: number): string {
  const { experiment, pattern, result } = trial;
  const settings = Object.entries(experiment.without).map(([key, value]) => `<code>${key}=${value}</code>`);
  const how =
    pattern === 'with' ? '' : `<p class="hint">${settings.join(' ') || 'customers leave it out'}</p>`;
  const rows = result.judgements.map(
    ({ held, statement, measured }) =>
      `<tr><td class="${held ? 'held' : 'refuted'}">${held ? '✓' : '✗'}</td><td>${escape(statement)}</td><td>${escape(measured)}</td></tr>`,
  );
  return `<div id="run-${index}"><h3>${pattern} ${escape(experiment.pattern)}: ${verdictOf(trial)}</h3>${how}<table>${rows.join('')}</table></div>`;
}

function verdictOf({ result: { verdict, reason } }: Trial): string {
  return `<span class="${verdict}">${verdict}</span>${reason === undefined ? '' : ` (${escape(reason)})`}`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
