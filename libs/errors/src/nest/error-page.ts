import { KINDS } from '../kind.js';
import type { CatalogueEntry } from '../catalogue/catalogue-entry.js';

const STYLE =
  'body{font:16px/1.6 system-ui,sans-serif;max-width:44rem;margin:3rem auto;padding:0 1rem;color:#1c2430}' +
  'code,pre{background:#f2f4f7;border-radius:4px;padding:.1rem .3rem}pre{padding:1rem;overflow:auto}' +
  'dt{font-weight:600;margin-top:1rem}dd{margin:0}.status{color:#b42318}td,th{text-align:left;padding:.2rem 1rem .2rem 0}' +
  '@media(prefers-color-scheme:dark){body{background:#12161c;color:#e6e9ee}code,pre{background:#1f2630}a{color:#8ab4ff}}';

/** The page of one code, for the person who found it in an answer. */
export function errorPage(entry: CatalogueEntry, serviceName: string): string {
  const example = {
    error_code: entry.code,
    message: entry.message,
    status_code: entry.status,
    context: entry.exampleContext,
  };
  return page(
    `${entry.code} · ${serviceName}`,
    `<p><a href="/errors">All errors</a></p><h1><span class="status">${entry.status}</span> ${escape(entry.code)}</h1>
<p><strong>${escape(entry.title)}.</strong> ${escape(entry.explanation)}</p>
<dl><dt>Who can fix it</dt><dd>${escape(entry.whoCanFixIt)}</dd>
<dt>Retry the same request?</dt><dd>${escape(entry.retryAdvice)}</dd>
<dt>Kind</dt><dd><code>${entry.kind}</code>, logged as <code>${KINDS[entry.kind].logLevel}</code></dd>
<dt>Example</dt><dd><pre>${escape(JSON.stringify(example, null, 2))}</pre></dd></dl>`,
  );
}

/** The page of all codes. */
export function errorIndexPage(entries: readonly CatalogueEntry[], serviceName: string): string {
  const rows = entries
    .map(
      ({ code, status, title }) =>
        `<tr><td class="status">${status}</td><td><a href="/errors/${code}"><code>${code}</code></a></td><td>${escape(title)}</td></tr>`,
    )
    .join('\n');
  return page(
    `Errors · ${serviceName}`,
    `<h1>Errors</h1><table><tr><th>Status</th><th>Code</th><th>What happened</th></tr>\n${rows}</table>`,
  );
}

function page(title: string, content: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${escape(title)}</title><style>${STYLE}</style></head><body>${content}</body></html>`;
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
