import { Body, Controller, Delete, Get, Module, Param, Post } from '@nestjs/common';
import { ApiBody, ApiParam, ApiResponse, DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { PLATFORMS, startApp } from '@baluarte/testing';
import { standardCatalogue } from '../src/index.js';
import { ApiErrors, documentErrors, ErrorsModule } from '../src/nest/index.js';
import { expectContract } from './expect-contract.js';

@Controller('orders')
class OrdersController {
  @Post()
  @ApiBody({ schema: { type: 'object' } })
  @ApiErrors('INSUFFICIENT_STOCK', 'REQUEST_IN_PROGRESS', 'PAYMENT_SERVICE_UNAVAILABLE')
  place(@Body() body: object) {
    return body;
  }

  @Get(':id')
  @ApiParam({ name: 'id', type: 'string' })
  @ApiErrors('ORDER_NOT_FOUND')
  @ApiResponse({ status: 404, description: 'Written by hand.' })
  show(@Param('id') id: string) {
    return id;
  }
}

@Controller('misspelt')
class MisspeltController {
  @Delete()
  @ApiErrors('ORDER_NOT_FUOND')
  remove() {
    return undefined;
  }
}

@Module({ imports: [ErrorsModule.forRoot({ serviceName: 'orders' })], controllers: [OrdersController] })
class OrdersModule {}

@Module({ controllers: [MisspeltController] })
class MisspeltModule {}

const outline = new DocumentBuilder().setOpenAPIVersion('3.1.0').setTitle('orders').build();

interface Response {
  readonly description: string;
  readonly headers: Record<string, unknown>;
  readonly content: Record<string, { examples: Record<string, { value: Record<string, unknown> }> }>;
}

describe.each(PLATFORMS)('the OpenAPI document of a service on %s', (platform) => {
  const documentOf = async (module: typeof OrdersModule) => {
    const { app, close } = await startApp(module, { platform });
    try {
      return documentErrors(SwaggerModule.createDocument(app, outline));
    } finally {
      await close();
    }
  };

  it('has every error of an operation, with an example per code that keeps the contract', async () => {
    const { paths, components } = await documentOf(OrdersModule);
    const responses = paths['/orders']?.post?.responses as Record<string, Response>;
    const codes = Object.fromEntries(
      Object.entries(responses)
        .filter(([status]) => Number(status) >= 400)
        .map(([status, { content }]) => [status, Object.keys(content['application/json']?.examples ?? {})]),
    );
    expect(codes).toEqual({
      409: ['INSUFFICIENT_STOCK', 'REQUEST_IN_PROGRESS'],
      413: ['PAYLOAD_TOO_LARGE'],
      415: ['UNSUPPORTED_MEDIA_TYPE'],
      422: ['VALIDATION_FAILED', 'MALFORMED_JSON'],
      500: ['INTERNAL_ERROR'],
      503: ['PAYMENT_SERVICE_UNAVAILABLE', 'SERVICE_OVERLOADED', 'SHUTTING_DOWN'],
    });
    for (const [code, { value }] of Object.entries(
      responses['409']?.content['application/json']?.examples ?? {},
    ))
      expectContract(value, { code });
    expect(
      responses['409']?.content['application/problem+json']?.examples['INSUFFICIENT_STOCK']?.value,
    ).toMatchObject({
      title: standardCatalogue.get('INSUFFICIENT_STOCK')?.title,
    });
    expect(components?.schemas).toMatchObject({ Error: { type: 'object' }, Problem: { type: 'object' } });
  });

  it('says where a Retry-After is to be expected', async () => {
    const { paths } = await documentOf(OrdersModule);
    const responses = paths['/orders']?.post?.responses as Record<string, Response>;
    const waiting = Object.keys(responses).filter((status) => responses[status]?.headers?.['Retry-After']);
    expect(waiting).toEqual(['409', '503']);
  });

  it('keeps what an operation says by itself', async () => {
    const { paths } = await documentOf(OrdersModule);
    const responses = paths['/orders/{id}']?.get?.responses as Record<string, Response>;
    expect(responses['404']).toMatchObject({
      description: 'Written by hand.',
      content: { 'application/json': { examples: { ORDER_NOT_FOUND: expect.anything() } } },
    });
  });

  it('leaves the pages of the errors out', async () => {
    expect(Object.keys((await documentOf(OrdersModule)).paths)).toEqual(['/orders', '/orders/{id}']);
  });

  it('refuses a code that is not in the catalogue, and says where it stands', async () => {
    await expect(documentOf(MisspeltModule)).rejects.toThrow(/DELETE \/misspelt names ORDER_NOT_FUOND/);
  });
});
