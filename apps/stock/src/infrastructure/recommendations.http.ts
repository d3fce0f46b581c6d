import type { AxiosInstance } from 'axios';
import { z } from 'zod';
import { AppError, DEPENDENCIES, ExternalServiceBadAnswerError, judgeFailure } from '@baluarte/errors';
import { describeCallFailure } from '@baluarte/resilience';
import { Recommendations } from '../application/ports/recommendations.js';

const PEER = DEPENDENCIES.recommendations;
const answer = z.object({ recommendations: z.array(z.object({ product_id: z.string() })).max(100) });

/** The recommendations service over HTTP. */
export class HttpRecommendations extends Recommendations {
  constructor(private readonly http: AxiosInstance) {
    super();
  }

  async boughtWith(productId: string): Promise<readonly string[]> {
    try {
      const { data } = await this.http.get<unknown>(
        `/api/v1/recommendations/${encodeURIComponent(productId)}`,
        { operation: 'bought_with' },
      );
      const body = answer.safeParse(data);
      if (!body.success) throw badAnswer();
      return body.data.recommendations.map(({ product_id }) => product_id);
    } catch (error) {
      throw error instanceof AppError
        ? error
        : judgeFailure(PEER, describeCallFailure(error), { cause: error });
    }
  }
}

function badAnswer(): ExternalServiceBadAnswerError {
  return new ExternalServiceBadAnswerError(
    PEER,
    `${PEER.name} answered with a body that was not agreed on.`,
    {
      executed: 'unknown',
      context: { cause: { service: PEER.name } },
    },
  );
}
