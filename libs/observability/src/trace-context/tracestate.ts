/** Members beyond this number make the whole list invalid. */
const MEMBER_LIMIT = 32;
/** What a longer list may lose is not defined, so a longer one is not passed on. */
const LENGTH_LIMIT = 8_192;
const KEY = /^(?:[a-z\d][a-z\d_\-*/]{0,255}|[a-z\d][a-z\d_\-*/]{0,240}@[a-z][a-z\d_\-*/]{0,13})$/;
const VALUE = /^[\x20-\x2b\x2d-\x3c\x3e-\x7e]{0,255}[\x21-\x2b\x2d-\x3c\x3e-\x7e]$/;

/**
 * Reads the `tracestate` headers of a request, which belong to other vendors and are passed on as
 * they came, in their order.
 *
 * @returns the list as one header, or undefined when it is empty or breaks a rule of W3C Trace Context
 */
export function parseTracestate(header: string | readonly string[] | undefined): string | undefined {
  const joined = typeof header === 'string' ? header : header?.join(',');
  if (joined === undefined || joined.length > LENGTH_LIMIT) return undefined;
  const members = joined
    .split(',')
    .map((member) => member.replace(/^[ \t]+|[ \t]+$/g, ''))
    .filter((member) => member !== '');
  if (members.length === 0 || members.length > MEMBER_LIMIT) return undefined;
  return members.every(isMember) ? members.join(',') : undefined;
}

function isMember(member: string): boolean {
  const equals = member.indexOf('=');
  return equals > 0 && KEY.test(member.slice(0, equals)) && VALUE.test(member.slice(equals + 1));
}
