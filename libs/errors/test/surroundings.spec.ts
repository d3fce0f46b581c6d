import {
  Body,
  Controller,
  Injectable,
  Post,
  RequestMethod,
  UnauthorizedException,
  UseGuards,
  UseInterceptors,
  VersioningType,
  type CanActivate,
  type ExecutionContext,
  type INestApplication,
} from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import { PLATFORMS } from '@baluarte/testing';
import { startThings, type StartThingsOptions, type Things } from './app/start-things.js';
import { INSIDE } from './app/thrown.js';
import { expectContract } from './expect-contract.js';

interface Reply {
  header(name: string, value: string): unknown;
}

@Injectable()
class ClosedDoor implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const reply = context.switchToHttp().getResponse<Reply>();
    reply.header('www-authenticate', 'Bearer');
    reply.header('retry-after', '30');
    reply.header('etag', '"of what would have been"');
    throw new UnauthorizedException('secret');
  }
}

@Controller('guarded')
class GuardedController {
  @Post()
  @UseGuards(ClosedDoor)
  enter() {
    return 'in';
  }
}

@Controller('uploads')
class UploadsController {
  @Post()
  @UseInterceptors(FileInterceptor('file'))
  upload(@Body() body: { readonly name: string }) {
    return { name: body.name };
  }
}

const fastifyOf = (app: INestApplication) =>
  app.getHttpAdapter().getInstance() as { addHook(name: string, hook: () => Promise<void>): void };

describe.each(PLATFORMS)('among the other things of an application on %s, the contract', (platform) => {
  let things: Things;
  const start = async (options: StartThingsOptions) => (things = await startThings(platform, options));

  afterEach(() => things.close());

  it('holds inside and outside a global prefix', async () => {
    await start({
      configure: (app) =>
        void app.setGlobalPrefix('api/v1', {
          exclude: [{ path: 'errors/:code', method: RequestMethod.ALL }],
        }),
    });
    expectContract((await things.ask('/nowhere')).body, { code: 'ROUTE_NOT_FOUND' });
    expectContract((await things.ask('/things/ok')).body, { code: 'ROUTE_NOT_FOUND' });
    const inside = await things.ask('/api/v1/nowhere?token=secret');
    expectContract(inside.body, { code: 'ROUTE_NOT_FOUND' });
    expect(inside.body['message']).toBe('There is nothing at GET /api/v1/nowhere.');
    const known = await things.ask('/api/v1/things/ok', { method: 'PUT' });
    expectContract(known.body, { code: 'METHOD_NOT_ALLOWED' });
    expectContract((await things.ask('/errors/CONFLICT', { method: 'PUT' })).body, {
      code: 'METHOD_NOT_ALLOWED',
    });
    expect((await things.ask('/errors/CONFLICT')).status).toBe(200);
  });

  it('holds with CORS, which answers every path for OPTIONS', async () => {
    await start({ configure: (app) => app.enableCors() });
    const { body, headers } = await things.ask('/nowhere');
    expectContract(body, { code: 'ROUTE_NOT_FOUND' });
    expect(headers.get('access-control-allow-origin')).toBe('*');
    expect((await things.ask('/things/bug')).headers.get('access-control-allow-origin')).toBe('*');
  });

  it('has its pages at every version', async () => {
    await start({
      configure: (app) => void app.enableVersioning({ type: VersioningType.URI, defaultVersion: '1' }),
    });
    expect((await things.ask('/errors/CONFLICT')).status).toBe(200);
    expectContract((await things.ask('/v1/things/bug')).body, { code: 'INTERNAL_ERROR' });
  });

  it('holds for what middleware throws', async () => {
    await start({
      configure: (app) =>
        void app.use('/things', () => {
          throw new Error('connect ECONNREFUSED 10.0.0.7');
        }),
    });
    const { status, body, text } = await things.ask('/things/ok');
    expect(status).toBe(500);
    expectContract(body, { code: 'INTERNAL_ERROR' });
    expect(text).not.toMatch(INSIDE);
  });

  it('keeps the headers that a guard has set, but for those of the answer that is not given', async () => {
    await start({ controllers: [GuardedController] });
    const { body, headers } = await things.ask('/guarded', { method: 'POST' });
    expectContract(body, { code: 'AUTHENTICATION_REQUIRED', status: 401 });
    expect(headers.get('www-authenticate')).toBe('Bearer');
    expect(headers.get('retry-after')).toBe('30');
    expect(headers.get('etag')).toBeNull();
  });

  if (platform === 'express')
    it('lets uploads pass, which are read after the guards', async () => {
      await start({ controllers: [UploadsController] });
      const form = new FormData();
      form.set('name', 'a');
      const { status, body } = await things.ask('/uploads', { method: 'POST', body: form });
      expect({ status, body }).toEqual({ status: 201, body: { name: 'a' } });
    });

  if (platform === 'fastify') {
    it('goes through the hooks of Fastify, as any other answer', async () => {
      let seen = 0;
      await start({ configure: (app) => fastifyOf(app).addHook('onSend', async () => void (seen += 1)) });
      expectContract((await things.ask('/things/bug')).body, { code: 'INTERNAL_ERROR' });
      expect(seen).toBe(1);
    });

    it('holds when such a hook fails itself', async () => {
      await start({
        configure: (app) =>
          fastifyOf(app).addHook('onSend', async () => {
            throw new Error('secret');
          }),
      });
      for (const path of ['/things/ok', '/things/stock', '/nowhere']) {
        const { status, body, text } = await things.ask(path);
        expectContract(body, { code: 'INTERNAL_ERROR', status });
        expect(text).not.toContain('secret');
      }
    });
  }
});
