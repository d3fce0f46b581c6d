import { KINDS, standardCatalogue, type AppError, type ErrorContext } from '@baluarte/errors';

/** Why an order did not come about, in words that its customer may read. */
export interface Rejection {
  readonly code: string;
  readonly message: string;
  readonly context: ErrorContext;
}

/** What may be told of an error for as long as the order is kept: of a technical one, the catalogue's words. */
export function rejectionOf(error: AppError): Rejection {
  if (KINDS[error.kind].messageIsPublic)
    return { code: error.code, message: error.message, context: error.context };
  const { message } = standardCatalogue.get(error.code) ?? { message: 'The order could not be completed.' };
  return { code: error.code, message, context: {} };
}

/** Whether the same request may well succeed another time: what failed was the machinery, not the business. */
export function isWorthAnotherTry({ code }: Rejection): boolean {
  const entry = standardCatalogue.get(code);
  return entry !== undefined && !KINDS[entry.kind].messageIsPublic;
}
