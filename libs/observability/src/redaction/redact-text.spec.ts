import { redactLine, redactText } from './redact-text.js';

describe('a text', () => {
  it.each([
    ['tok_visa', '[redacted]'],
    ['paid with tok_insufficient_funds, then', 'paid with [redacted], then'],
    ['pm_1MqLiJLkdIwHu7ix src_18eYalAHEMiOZZp1', '[redacted] [redacted]'],
    ['sk_live_abcDEF123 rk_test_1', '[redacted] [redacted]'],
    ['card 4111 1111 1111 1111.', 'card [redacted].'],
    ['4111-1111-1111-1111', '[redacted]'],
    ['378282246310005', '[redacted]'],
    ['Authorization: Bearer abc.def-ghi', 'Authorization: Bearer [redacted]'],
    ['authorization: basic dXNlcjpwYXNz==', 'authorization: basic [redacted]'],
    ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln', '[redacted]'],
    ['postgres://orders:s3cret@db:5432/orders', 'postgres://orders:[redacted]@db:5432/orders'],
    ['GET /x?api_key=123&password=hunter2&page=2', 'GET /x?api_key=[redacted]&password=[redacted]&page=2'],
    ['ana.perez+shop@example.co.uk wrote', 'a***@example.co.uk wrote'],
  ])('shows of %j only %j', (text, shown) => {
    expect(redactText(text)).toBe(shown);
    expect(redactText(shown)).toBe(shown);
  });

  it.each([
    'Not enough stock of product P001: requested 10, available 5.',
    '4111 1111 1111 1112 fails the check of a card number',
    'took 1732440000000 ms',
    'trace 0af7651916cd43dd8448eb211c80319c',
    '018f3a6e-7c2b-7def-8abc-0123456789ab',
    'at node_modules/@nestjs/core/router.js:12:3',
    'tok_ is a prefix',
  ])('that holds no secret stays as it is: %j', (text) => {
    expect(redactText(text)).toBe(text);
  });

  it('is looked through in a time that grows with its length and not faster', () => {
    const hostile = [
      'a'.repeat(50_000) + '@',
      'eyJ-'.repeat(12_000),
      '4 '.repeat(25_000),
      'a://'.repeat(12_000) + '@',
      'Bearer '.repeat(7_000),
    ];
    const startedAt = performance.now();
    for (const text of hostile) redactText(text);
    expect(performance.now() - startedAt).toBeLessThan(20_000);
  });
});

describe('a log line', () => {
  it('stays one JSON object, whatever is taken out of it', () => {
    const line = `${JSON.stringify({ msg: 'a "tok_visa"\nb', n: 4111111111111111, deep: [{ mail: 'ana@example.com' }] })}\n`;
    expect(JSON.parse(redactLine(line))).toEqual({
      msg: 'a "[redacted]"\nb',
      n: '[redacted]',
      deep: [{ mail: 'a***@example.com' }],
    });
    expect(redactLine(line).endsWith('}\n')).toBe(true);
    expect(redactLine(line).trimEnd()).not.toContain('\n');
  });

  it('keeps numbers that are no card numbers', () => {
    const line = '{"amount_minor":1999,"epoch":1732440000000,"mail":"a@b.example"}\n';
    expect(JSON.parse(redactLine(line))).toMatchObject({ amount_minor: 1999, epoch: 1732440000000 });
  });
});
