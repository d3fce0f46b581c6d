import { standardCatalogue } from '@baluarte/errors';
import { refusalIn } from '../refused-before-error.js';
import type { StoredAnswer } from '../stored-answer.js';

/** What the replies of Express and Fastify have in common; Nest gives one to `@Res({ passthrough: true })`. */
export interface Reply {
  status(code: number): unknown;
  header(name: string, value: string): unknown;
}

/**
 * Gives the answer that the same request got before, with `Idempotency-Replayed: true`.
 *
 * @returns the body, for the handler to return
 * @throws RefusedBeforeError when it was a refusal, so that the error filter makes the body: with the trace and
 *   time of this request, in the format that it accepts
 */
export function answerAgain<Body>(reply: Reply, answer: StoredAnswer, catalogue = standardCatalogue): Body {
  reply.header('Idempotency-Replayed', 'true');
  const refusal = refusalIn(answer, catalogue);
  if (refusal !== undefined) throw refusal;
  reply.status(answer.status);
  return answer.body as Body;
}
