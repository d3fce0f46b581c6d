import type { AxiosInstance } from 'axios';
import { z } from 'zod';
import { AppError, DEPENDENCIES, ExternalServiceBadAnswerError, judgeFailure } from '@baluarte/errors';
import { describeCallFailure } from '@baluarte/resilience';
import { OrderFeed, type FeedPage } from '../application/ports/order-feed.js';

const PEER = DEPENDENCIES.orders;

const answer = z.object({
  items: z.array(
    z.object({
      position: z.int().min(1),
      type: z.string(),
      lines: z.array(z.object({ product_id: z.string() })),
    }),
  ),
  next_cursor: z.string(),
});

/** The feed of orders over HTTP. */
export class HttpOrderFeed extends OrderFeed {
  constructor(private readonly http: AxiosInstance) {
    super();
  }

  async read(after: string | null, limit: number, signal: AbortSignal): Promise<FeedPage> {
    try {
      const params = { limit, ...(after !== null && { after }) };
      const { data } = await this.http.get<unknown>('/api/v1/order-events', {
        operation: 'read_feed',
        params,
        signal,
      });
      const body = answer.safeParse(data);
      if (!body.success) throw badAnswer();
      return { nextCursor: body.data.next_cursor, events: body.data.items.map(eventOf) };
    } catch (error) {
      throw error instanceof AppError
        ? error
        : judgeFailure(PEER, describeCallFailure(error), { cause: error });
    }
  }
}

function eventOf({ position, type, lines }: z.output<typeof answer>['items'][number]) {
  return { position, type, productIds: lines.map(({ product_id }) => product_id) };
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
