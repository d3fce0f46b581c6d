import type { IncomingMessage, ServerResponse } from 'node:http';
import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { standardCatalogue } from '../catalogue/standard-catalogue.js';
import type { ErrorCatalogue } from '../catalogue/error-catalogue.js';
import { ProtocolError } from '../classes/business-errors.js';
import { errorIndexPage, errorPage } from './error-page.js';
import { ERRORS_OPTIONS, type ErrorsModuleOptions } from './errors-options.js';

interface Reply {
  header(name: string, value: string): unknown;
  send(body: string): unknown;
}

/** Where `documentation_url` leads. */
@ApiExcludeController()
@Controller('errors')
export class ErrorPagesController {
  readonly #catalogue: ErrorCatalogue;

  constructor(@Inject(ERRORS_OPTIONS) private readonly options: ErrorsModuleOptions) {
    this.#catalogue = options.catalogue ?? standardCatalogue;
  }

  @Get()
  index(@Req() request: IncomingMessage, @Res() reply: ServerResponse & Reply): void {
    const entries = this.#catalogue.entries();
    send(request, reply, { items: entries }, () => errorIndexPage(entries, this.options.serviceName));
  }

  @Get(':code')
  page(
    @Param('code') code: string,
    @Req() request: IncomingMessage,
    @Res() reply: ServerResponse & Reply,
  ): void {
    const entry = this.#catalogue.get(code);
    if (entry === undefined)
      throw new ProtocolError(
        { code: 'RESOURCE_NOT_FOUND', kind: 'not_found' },
        'There is no such error code.',
      );
    send(request, reply, entry, () => errorPage(entry, this.options.serviceName));
  }
}

function send(request: IncomingMessage, reply: Reply, json: unknown, html: () => string): void {
  const wantsHtml = request.headers.accept?.includes('text/html') ?? false;
  reply.header('content-type', wantsHtml ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8');
  reply.header('vary', 'accept');
  reply.header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'");
  reply.send(wantsHtml ? html() : JSON.stringify(json));
}
