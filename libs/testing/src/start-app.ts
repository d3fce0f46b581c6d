import type { DynamicModule, INestApplication, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';

/** The HTTP frameworks that Nest runs on. */
export const PLATFORMS = ['fastify', 'express'] as const;
export type Platform = (typeof PLATFORMS)[number];

export interface StartAppOptions {
  readonly platform?: Platform;
  /** Called before the application listens: prefix, pipes, documents. */
  readonly configure?: (app: INestApplication) => void | Promise<void>;
}

/** A Nest application that listens on a free loopback port. */
export interface StartedApp {
  readonly app: INestApplication;
  readonly url: string;
  close(): Promise<void>;
}

/** Starts a module on a real socket. */
export async function startApp(
  module: DynamicModule | Type,
  { platform = 'fastify', configure }: StartAppOptions = {},
): Promise<StartedApp> {
  const options = { logger: false, abortOnError: false, forceCloseConnections: true } as const;
  const app: INestApplication =
    platform === 'fastify'
      ? await NestFactory.create<NestFastifyApplication>(
          module,
          new FastifyAdapter({ bodyLimit: 100 * 1024, forceCloseConnections: true }),
          options,
        )
      : await NestFactory.create(module, new ExpressAdapter(), options);
  try {
    await configure?.(app);
    await app.listen(0, '127.0.0.1');
  } catch (error) {
    await app.close();
    throw error;
  }
  return { app, url: (await app.getUrl()).replace('[::1]', '127.0.0.1'), close: () => app.close() };
}
