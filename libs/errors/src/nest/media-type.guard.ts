import type { IncomingMessage } from 'node:http';
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import { protocolError } from './translate-error.js';

/**
 * Refuses a body that a handler asks for with `@Body()` and that no parser took: Express leaves it unread
 * and undefined, where Fastify answers 415 itself. Uploads are read later, by an interceptor.
 */
@Injectable()
export class MediaTypeGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    if (context.getType() !== 'http') return true;
    const { headers, body } = context
      .switchToHttp()
      .getRequest<IncomingMessage & { readonly body?: unknown }>();
    const carriesBody =
      headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
    const isUpload = headers['content-type']?.startsWith('multipart/') ?? false;
    if (carriesBody && body === undefined && !isUpload && asksForBody(context))
      throw protocolError('UNSUPPORTED_MEDIA_TYPE');
    return true;
  }
}

function asksForBody(context: ExecutionContext): boolean {
  const parameters: unknown = Reflect.getMetadata(
    ROUTE_ARGS_METADATA,
    context.getClass(),
    context.getHandler().name,
  );
  return Object.keys(parameters ?? {}).some((key) => key.startsWith(`${RouteParamtypes.BODY}:`));
}
