import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import type { ServerResponse } from 'node:http';
import { Body, Controller, Get, Param, Post, Query, Res, StreamableFile } from '@nestjs/common';
import { z } from 'zod';
import { THROWN } from './thrown.js';

export const thing = z.strictObject({
  name: z.string().min(1),
  lines: z.array(z.strictObject({ quantity: z.int().min(1) })),
});
const page = z.strictObject({ limit: z.coerce.number().int().max(100).default(20) });

/** Fails in every way that a handler can. */
@Controller('things')
export class ThingsController {
  /** What the next call of `whatever` throws. */
  next: unknown;

  @Get()
  list(@Query({ schema: page }) query: z.output<typeof page>) {
    return query;
  }

  @Get('ok')
  ok() {
    return { ok: true };
  }

  @Get('whatever')
  whatever() {
    throw this.next;
  }

  @Get('unserialisable')
  unserialisable() {
    return { quantity: 10n };
  }

  @Get('half')
  half(@Res() reply: ServerResponse & { readonly raw?: ServerResponse }) {
    const response = reply.raw ?? reply;
    response.write('the first half of an answer');
    throw new Error('too late');
  }

  @Get('file')
  file(@Query('name') name: string) {
    return new StreamableFile(createReadStream(name), { type: 'text/csv', disposition: 'attachment' });
  }

  @Get('broken-file')
  brokenFile() {
    return new StreamableFile(Readable.from(halfAFile()));
  }

  @Get('numbered/:number')
  numbered(@Param('number', { schema: z.coerce.number().int() }) number: number) {
    return { number };
  }

  @Get(':what')
  fail(@Param('what') what: string) {
    const thrown = THROWN[what];
    if (thrown === undefined) return { what };
    throw thrown();
  }

  @Post()
  create(@Body({ schema: thing }) body: z.output<typeof thing>) {
    return body;
  }

  @Post('unread')
  unread() {
    return { ok: true };
  }
}

async function* halfAFile() {
  yield 'the first half of a file';
  await Promise.resolve();
  throw new Error('the disk is gone');
}
