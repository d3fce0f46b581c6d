import type { CatalogueEntry } from '../catalogue/catalogue-entry.js';
import type { ErrorCatalogue } from '../catalogue/error-catalogue.js';
import { exampleBody } from '../catalogue/example-body.js';
import { KINDS, type ErrorKind } from '../kind.js';

const YES_NO = { no: 'no', yes: 'yes', by_volume: 'by volume' } as const;
const RETRY = {
  no: 'no',
  after_retry_after: 'after `Retry-After`',
  if_transient_and_safe: 'if safe',
} as const;

/**
 * The catalogue as a Markdown document: the body, the kinds, and every code by kind. For the documentation
 * of a system; the pages that services serve themselves say the same.
 *
 * @param exampleCode the code that the example of the body shows; default the first of the catalogue
 */
export function errorsGuide(catalogue: ErrorCatalogue, exampleCode?: string): string {
  const entries = catalogue.entries();
  const example = (exampleCode === undefined ? undefined : catalogue.get(exampleCode)) ?? entries[0];
  const kinds = (Object.keys(KINDS) as ErrorKind[]).filter((kind) =>
    entries.some((entry) => entry.kind === kind),
  );
  return [
    '# Errors',
    'Every answer that is not a 2xx has this body, whatever went wrong. `context` and `documentation_url` may be missing. Decide by `error_code`: messages are for people and may change.',
    ...(example ? [`\`\`\`json\n${JSON.stringify(exampleBody(example), null, 2)}\n\`\`\``] : []),
    'Clients that send `Accept: application/problem+json` get the same as RFC 9457. 429 and 503 carry `Retry-After`. Each service has a page per code at `/errors/{code}`.',
    '## Kinds',
    'What kind an error is decides its status, its log level and what may be done about it.',
    table(
      ['kind', 'status', 'who can fix it', 'log', 'stack', 'alert', 'retry', 'counts for the breaker'],
      kinds.map(rowOfKind),
    ),
    '## Codes',
    ...kinds.flatMap((kind) =>
      sectionOf(
        kind,
        entries.filter((entry) => entry.kind === kind),
      ),
    ),
    '',
  ].join('\n\n');
}

function rowOfKind(kind: ErrorKind): readonly string[] {
  const { status, whoCanFixIt, logLevel, logStack, alert, retry, countsForBreaker } = KINDS[kind];
  const breaker = countsForBreaker ? 'yes' : 'no';
  return [
    `\`${kind}\``,
    `${status}`,
    whoCanFixIt,
    logLevel,
    logStack ? 'yes' : 'no',
    YES_NO[alert],
    RETRY[retry],
    breaker,
  ];
}

function sectionOf(kind: ErrorKind, entries: readonly CatalogueEntry[]): string[] {
  return [
    `### \`${kind}\``,
    table(
      ['status', 'code', 'what happened', 'who can fix it', 'retry'],
      entries.map(({ status, code, title, explanation, whoCanFixIt, retry }) => [
        String(status),
        `\`${code}\``,
        `**${title}.** ${explanation}`,
        whoCanFixIt,
        RETRY[retry],
      ]),
    ),
  ];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
