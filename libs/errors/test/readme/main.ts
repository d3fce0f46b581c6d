import { Body, Controller, Post, type INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { z } from 'zod';
import { ApiErrors, documentErrors, validationPipe } from '../../src/nest/index.js';

const loan = z.strictObject({ member_id: z.string(), days: z.int().min(1).max(30) });

@Controller('loans')
export class LoansController {
  @Post()
  @ApiErrors('CONFLICT', 'SERVICE_UNAVAILABLE')
  lend(@Body({ schema: loan }) body: z.output<typeof loan>) {
    return body;
  }
}

/** To be called before the application listens. */
export function configure(app: INestApplication): void {
  app.useGlobalPipes(validationPipe());
  const outline = new DocumentBuilder().setOpenAPIVersion('3.1.0').setTitle('library').build();
  SwaggerModule.setup('docs', app, () => documentErrors(SwaggerModule.createDocument(app, outline)));
}
