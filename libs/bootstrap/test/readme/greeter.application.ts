import { Controller, Get, Inject, Module, Query, type DynamicModule } from '@nestjs/common';
import { z } from 'zod';
import * as config from '@baluarte/config';
import { ErrorsModule } from '@baluarte/errors/nest';
import { JsonLogger } from './json-logger.js';

const settings = z.object({
  HOST: config.text('127.0.0.1'),
  PORT: config.port(3000),
  GREETING: config.text('Hello'),
});
const query = z.strictObject({ name: z.string().min(1) });

/** Read once tracing has started; a wrong environment stops the start. */
export function readConfig() {
  const { HOST, PORT, GREETING } = config.readConfig(settings);
  return { host: HOST, port: PORT, greeting: GREETING };
}

@Controller('greetings')
class GreetingsController {
  constructor(@Inject('GREETING') private readonly greeting: string) {}

  @Get()
  greet(@Query({ schema: query }) { name }: z.output<typeof query>) {
    return { text: `${this.greeting} ${name}.` };
  }
}

@Module({ controllers: [GreetingsController], providers: [JsonLogger] })
class GreeterModule {}

export function module({ greeting }: ReturnType<typeof readConfig>): DynamicModule {
  return {
    module: GreeterModule,
    imports: [ErrorsModule.forRoot({ serviceName: 'greeter' })],
    providers: [{ provide: 'GREETING', useValue: greeting }],
  };
}
