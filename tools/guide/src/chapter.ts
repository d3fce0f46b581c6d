/** What a page of the guide has to have. */
export type PageKind =
  /** A pattern: when, how, what one sees, the wrong way beside the right one with numbers for both, exercises. */
  | 'pattern'
  /** What people do with the system: exercises, and otherwise as its subject wants it. */
  | 'practice'
  /** To look things up in. */
  | 'reference';

/** A section of the chapter and its pages, in the order in which they are read. */
export interface ChapterSection {
  readonly number: string;
  readonly pages: Readonly<Record<string, PageKind>>;
}

/** The guide follows a course chapter on errors and circuit breakers, section by section. */
export const CHAPTER: readonly ChapterSection[] = [
  { number: '4.1', pages: { strategy: 'practice' } },
  { number: '4.2', pages: { 'exception-filters': 'pattern' } },
  { number: '4.3', pages: { 'business-or-technical': 'pattern', errors: 'reference' } },
  { number: '4.4', pages: { retry: 'pattern', 'retry-budget': 'pattern' } },
  { number: '4.5', pages: { 'circuit-breaker': 'pattern', bulkhead: 'pattern' } },
  { number: '4.6', pages: { pipeline: 'pattern' } },
  {
    number: '4.7',
    pages: {
      timeout: 'pattern',
      deadline: 'pattern',
      fallback: 'pattern',
      idempotency: 'pattern',
      saga: 'pattern',
      database: 'pattern',
      health: 'pattern',
      drain: 'pattern',
    },
  },
  { number: '4.8', pages: { logging: 'pattern', correlation: 'pattern', tracing: 'pattern' } },
  { number: '4.9', pages: { metrics: 'pattern', slo: 'practice', dashboards: 'practice' } },
  {
    number: '4.10',
    pages: { chaos: 'practice', gameday: 'practice', 'chaos-elsewhere': 'reference' },
  },
];

/** The pages beside the chapter. */
export const BESIDE: Readonly<Record<string, PageKind>> = {
  'add-a-service': 'reference',
  migration: 'reference',
  compose: 'reference',
};

/** Every page of the guide by its name. */
export const PAGES: Readonly<Record<string, PageKind>> = Object.assign(
  {},
  ...CHAPTER.map(({ pages }) => pages),
  BESIDE,
) as Record<string, PageKind>;

/** The names of the pages of a kind. */
export function pagesOfKind(...kinds: readonly PageKind[]): string[] {
  return Object.entries(PAGES)
    .filter(([, kind]) => kinds.includes(kind))
    .map(([name]) => name);
}
