import 'reflect-metadata';
import { Logger, startTelemetry } from '../../src/index.js';

export async function start(port: number) {
  await startTelemetry({ serviceName: 'shop', version: '1.0.0' });

  // Only what is imported from here on is traced.
  const { NestFactory } = await import('@nestjs/core');
  const { ShopModule } = await import('./shop.module.js');
  const app = await NestFactory.create(ShopModule, { bufferLogs: true });
  app.useLogger(app.get(Logger));
  app.enableShutdownHooks();
  await app.listen(port);
  return app;
}
