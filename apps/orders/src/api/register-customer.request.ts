import { z } from 'zod';

/** The body of `POST /customers`. */
export const registerCustomerBody = z.strictObject({
  email: z
    .email()
    .max(254)
    .meta({ description: 'Unique, whether written in upper or lower case.', examples: ['ada@example.org'] }),
  name: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .regex(/^[^\p{C}]*$/u, 'expected text without control characters')
    .meta({ examples: ['Ada Lovelace'] }),
});

export type RegisterCustomerBody = z.output<typeof registerCustomerBody>;
