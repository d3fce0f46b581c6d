import type { IncomingMessage } from 'node:http';
import { Controller, Get, Inject, Param, Req, Res, VERSION_NEUTRAL } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { qualityOf } from '../body/accept.js';
import type { CatalogueEntry } from '../catalogue/catalogue-entry.js';
import { exampleBody } from '../catalogue/example-body.js';
import { errorIndexPage, errorPage } from './error-page.js';
import { ErrorsSettings } from './errors-settings.js';
import { protocolError } from './translate-error.js';

const HTML = 'text/html';
const JSON_TYPE = 'application/json';

interface Reply {
  header(name: string, value: string): unknown;
  send(body: string): unknown;
}

/** Where `documentation_url` leads: a page per code for people, the same as JSON for programs. */
@ApiExcludeController()
@Controller({ path: 'errors', version: VERSION_NEUTRAL })
export class ErrorPagesController {
  constructor(@Inject(ErrorsSettings) private readonly settings: ErrorsSettings) {}

  @Get()
  index(@Req() request: IncomingMessage, @Res() reply: Reply): void {
    const entries = this.settings.catalogue.entries();
    this.send(request, reply, {
      html: () => errorIndexPage(entries, this.settings.serviceName),
      json: () => ({ items: entries.map((entry) => this.viewOf(entry)), next_cursor: null }),
    });
  }

  @Get(':code')
  page(@Param('code') code: string, @Req() request: IncomingMessage, @Res() reply: Reply): void {
    const entry = this.settings.catalogue.get(code);
    if (entry === undefined)
      throw protocolError('RESOURCE_NOT_FOUND', { message: 'There is no such error code.' });
    const view = this.viewOf(entry);
    this.send(request, reply, {
      html: () => errorPage(entry, view.example),
      json: () => view,
    });
  }

  private viewOf(entry: CatalogueEntry) {
    const { serviceName, documentationBaseUrl } = this.settings;
    const { code, kind, status, title, explanation, whoCanFixIt, retry, retryAdvice } = entry;
    return {
      code,
      kind,
      status,
      title,
      explanation,
      who_can_fix_it: whoCanFixIt,
      retry,
      retry_advice: retryAdvice,
      example: exampleBody(entry, { serviceName, ...(documentationBaseUrl && { documentationBaseUrl }) }),
    };
  }

  private send(
    { headers: { accept } }: IncomingMessage,
    reply: Reply,
    as: { readonly html: () => string; readonly json: () => unknown },
  ): void {
    const [html, json] = [qualityOf(HTML, accept), qualityOf(JSON_TYPE, accept)];
    if (html === 0 && json === 0) throw protocolError('NOT_ACCEPTABLE');
    reply.header('vary', 'accept');
    reply.header('content-type', `${html > json ? HTML : JSON_TYPE}; charset=utf-8`);
    reply.header('x-content-type-options', 'nosniff');
    reply.header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'");
    reply.send(html > json ? as.html() : JSON.stringify(as.json()));
  }
}
