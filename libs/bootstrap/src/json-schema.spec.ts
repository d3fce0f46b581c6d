import { z } from 'zod';
import { jsonSchemaOf } from './json-schema.js';

describe('the schemas of the OpenAPI document', () => {
  it('are of the dialect of OpenAPI 3.1', () => {
    const schema = z.object({ name: z.string().nullable(), count: z.int().min(1) });
    expect(jsonSchemaOf(schema, { schemaType: 'input' })).toEqual({
      schema: {
        type: 'object',
        properties: {
          name: { type: ['string', 'null'] },
          count: { type: 'integer', minimum: 1, maximum: Number.MAX_SAFE_INTEGER },
        },
        required: ['name', 'count'],
      },
    });
  });

  it('say what is sent, not what it becomes', () => {
    const limit = z.string().transform(Number).default(20);
    expect(jsonSchemaOf(limit, { schemaType: 'input' })).toMatchObject({ schema: { type: 'string' } });
  });

  it('leave everything else to others', () => {
    expect(jsonSchemaOf({ type: 'string' }, { schemaType: 'input' })).toBeUndefined();
  });
});
