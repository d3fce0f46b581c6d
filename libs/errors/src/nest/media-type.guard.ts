import type { IncomingMessage } from 'node:http';
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { standardCatalogue } from '../catalogue/standard-catalogue.js';
import { ProtocolError } from '../classes/business-errors.js';

/** Refuses a body that no parser took: Express leaves it unread and undefined, where Fastify answers 415 itself. */
@Injectable()
export class MediaTypeGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    if (context.getType() !== 'http') return true;
    const { headers, body } = context
      .switchToHttp()
      .getRequest<IncomingMessage & { readonly body?: unknown }>();
    const carriesBody =
      headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
    const entry = standardCatalogue.get('UNSUPPORTED_MEDIA_TYPE');
    if (carriesBody && body === undefined && entry !== undefined)
      throw new ProtocolError(entry, entry.message);
    return true;
  }
}
