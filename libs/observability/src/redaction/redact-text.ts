/** What stands where a secret stood. */
export const REDACTED = '[redacted]';

/** Payment tokens and API keys in the form that card processors give them. */
const PAYMENT_TOKEN = /\b(?:tok|pm|card|src)_[A-Za-z0-9]\w*|\b[sprw]k_(?:live|test)_\w+/g;
const CREDENTIALS = /\b(Bearer|Basic)\s+[\w.~+/=-]+/gi;
const JSON_WEB_TOKEN = /\beyJ[\w-]{8,2000}\.[\w-]+\.[\w-]*/g;
const URL_CREDENTIALS = /\b([a-z][a-z\d+.-]{1,20}:\/\/[^\s:/@]{0,100}):[^\s/@]{1,200}@/gi;
const SECRET_PARAMETER =
  /\b(password|passwd|secret|token|access_token|refresh_token|api_?key|client_secret)=[^\s&;"']+/gi;
const EMAIL = /([\w.+-])[\w.+-]{0,63}@((?:[A-Za-z\d-]{1,63}\.){1,8}[A-Za-z]{2,24})\b/g;
const CARD_NUMBER = /(?<![\dA-Fa-f.-])[2-6](?:[ -]?\d){12,18}(?![\dA-Fa-f-]|\.\d)/g;

/** Necessary for any of the above and cheap: most texts are done after this one look. */
const SUSPICIOUS =
  /(?:tok|pm|card|src)_|[sprw]k_(?:live|test)_|bearer\s|basic\s|eyJ|@|(?:passw|secret|token|key)\w*=|\d[ -]?(?:\d[ -]?){11}\d/i;

/**
 * Removes by their shape what must not be seen: payment tokens, card numbers (13 to 19 digits that
 * pass the Luhn check), credentials of HTTP and of URLs, JSON web tokens and secret parameters. Of an
 * e-mail address the first letter and the domain stay.
 */
export function redactText(text: string): string {
  if (!SUSPICIOUS.test(text)) return text;
  return text
    .replace(PAYMENT_TOKEN, REDACTED)
    .replace(CREDENTIALS, `$1 ${REDACTED}`)
    .replace(JSON_WEB_TOKEN, REDACTED)
    .replace(URL_CREDENTIALS, `$1:${REDACTED}@`)
    .replace(SECRET_PARAMETER, `$1=${REDACTED}`)
    .replace(EMAIL, '$1***@$2')
    .replace(CARD_NUMBER, (digits) => (passesLuhn(digits) ? REDACTED : digits));
}

/**
 * Redacts a finished log line, wherever in it a secret stands; a line that holds none is given back as it is.
 */
export function redactLine(line: string): string {
  if (!SUSPICIOUS.test(line)) return line;
  try {
    return `${JSON.stringify(JSON.parse(line, (_key, value: unknown) => redactParsed(value)))}\n`;
  } catch {
    return redactText(line);
  }
}

function redactParsed(value: unknown): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return redactKeys(value);
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) return value;
  const text = String(value);
  return redactText(text) === text ? value : REDACTED;
}

function redactKeys(fields: object): object {
  return Object.keys(fields).some((key) => redactText(key) !== key)
    ? Object.fromEntries(Object.entries(fields).map(([key, value]) => [redactText(key), value as unknown]))
    : fields;
}

/** ISO/IEC 7812-1, annex B. */
function passesLuhn(text: string): boolean {
  const digits = text.replace(/\D/g, '');
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = Number(digits[digits.length - 1 - index]);
    const doubled = digit * 2;
    sum += index % 2 === 0 ? digit : doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
