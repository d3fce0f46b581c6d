import type { ErrorBody } from '../body/error-body.js';
import type { CatalogueEntry } from '../catalogue/catalogue-entry.js';
import { KINDS } from '../kind.js';

const STYLE =
  'body{font:16px/1.6 system-ui,sans-serif;max-width:44rem;margin:3rem auto;padding:0 1rem;color:#1c2430}' +
  'code,pre{background:#f2f4f7;border-radius:4px;padding:.1rem .3rem}pre{padding:1rem;overflow:auto}' +
  'dt{font-weight:600;margin-top:1rem}dd{margin:0}.status{color:#b42318}td,th{text-align:left;padding:.2rem 1rem .2rem 0}' +
  '@media(prefers-color-scheme:dark){body{background:#12161c;color:#e6e9ee}code,pre{background:#1f2630}a{color:#8ab4ff}.status{color:#ff9d94}}';

/** The page of one code, for the person who found it in an answer. Its links are relative, so that it can live under any prefix. */
export function errorPage(entry: CatalogueEntry, example: ErrorBody): string {
  const { code, status, title, explanation, whoCanFixIt, retryAdvice, kind } = entry;
  return page(
    `${code} · ${example.service_name}`,
    `<p><a href="../errors">All errors</a></p>
<h1><span class="status">${status}</span> ${escape(code)}</h1>
<p><strong>${escape(title)}.</strong> ${escape(explanation)}</p>
<dl><dt>Who can fix it</dt><dd>${escape(whoCanFixIt)}</dd>
<dt>Retry the same request?</dt><dd>${escape(retryAdvice)}</dd>
<dt>Kind</dt><dd><code>${escape(kind)}</code>, logged as <code>${KINDS[kind].logLevel}</code></dd>
<dt>Example</dt><dd><pre>${escape(JSON.stringify(example, null, 2))}</pre></dd></dl>`,
  );
}

/** The page of all codes. */
export function errorIndexPage(entries: readonly CatalogueEntry[], serviceName: string): string {
  const rows = entries.map(
    ({ code, status, title }) =>
      `<tr><td class="status">${status}</td><td><a href="errors/${encodeURIComponent(code)}"><code>${escape(code)}</code></a></td><td>${escape(title)}</td></tr>`,
  );
  return page(
    `Errors · ${serviceName}`,
    `<h1>Errors</h1>
<table><tr><th>Status</th><th>Code</th><th>What happened</th></tr>
${rows.join('\n')}</table>`,
  );
}

function page(title: string, content: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${escape(title)}</title><style>${STYLE}</style></head>
<body>${content}</body></html>
`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
