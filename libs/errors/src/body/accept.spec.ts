import { prefersProblemDetails, qualityOf } from '../index.js';

describe('an Accept header', () => {
  it.each([
    [undefined, 1],
    ['', 1],
    ['*/*', 1],
    ['text/*;q=0.4', 0.4],
    ['text/html;level=1, */*;q=0.1', 1],
    ['TEXT/HTML ; Q=0.5', 0.5],
    ['text/html;q=0, */*', 0],
    ['text/html;q=nonsense', 0],
    ['text/html;q=7', 1],
    ['image/png', 0],
  ])('%j wants HTML as much as %d', (accept, quality) => {
    expect(qualityOf('text/html', accept)).toBe(quality);
  });

  it.each([
    ['application/problem+json', true],
    ['application/json, application/problem+json', true],
    ['application/problem+json;q=0.5, application/json;q=0.4', true],
    ['application/problem+json;q=0.5, application/json', false],
    ['application/problem+json;q=0', false],
    ['*/*', false],
    ['application/*', false],
    [undefined, false],
  ])('%j prefers problem details: %s', (accept, prefers) => {
    expect(prefersProblemDetails(accept)).toBe(prefers);
  });
});
