import { z } from 'zod';

/**
 * The JSON Schema (2020-12, the dialect of OpenAPI 3.1) of a zod schema, for `@nestjs/swagger`,
 * which by itself would write the OpenAPI 3.0 dialect. Anything but a zod schema is left to it.
 */
export function jsonSchemaOf(
  schema: unknown,
  { schemaType }: { schemaType: 'input' | 'output' },
): { schema: unknown } | undefined {
  if (!(schema instanceof z.ZodType)) return undefined;
  const { $schema: _dialect, ...converted } = z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    io: schemaType,
    unrepresentable: 'any',
  });
  return { schema: converted };
}
