/**
 * How much the sender of an `Accept` header wants a media type: its q from 0 to 1, by the most specific
 * range that matches (RFC 9110 §12.5.1). Without a header everything is wanted.
 */
export function qualityOf(mediaType: string, accept: string | undefined): number {
  if (accept === undefined || accept.trim() === '') return 1;
  const type = mediaType.split('/', 1)[0] ?? '';
  const ranges = rangesOf(accept);
  return ranges.get(mediaType) ?? ranges.get(`${type}/*`) ?? ranges.get('*/*') ?? 0;
}

/** Whether RFC 9457 is asked for by name, and not less than plain JSON. */
export function prefersProblemDetails(accept: string | undefined): boolean {
  const problem = rangesOf(accept ?? '').get('application/problem+json') ?? 0;
  return problem > 0 && problem >= (rangesOf(accept ?? '').get('application/json') ?? 0);
}

function rangesOf(accept: string): ReadonlyMap<string, number> {
  const ranges = new Map<string, number>();
  for (const part of accept.toLowerCase().split(',')) {
    const [range = '', ...parameters] = part.split(';').map((piece) => piece.trim());
    const q = parameters.find((parameter) => parameter.startsWith('q='));
    const quality = q === undefined ? 1 : Number(q.slice(2));
    ranges.set(range, Number.isFinite(quality) ? Math.min(1, Math.max(0, quality)) : 0);
  }
  return ranges;
}
