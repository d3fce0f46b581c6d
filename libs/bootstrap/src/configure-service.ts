import { RequestMethod, type INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { documentErrors, validationPipe } from '@baluarte/errors/nest';
import { jsonSchemaOf } from './json-schema.js';

/** What a service says of itself in its OpenAPI document. */
export interface ServiceDescription {
  readonly name: string;
  readonly version: string;
  readonly description: string;
}

/** Operations, documents and pages that live beside the API, not under its version. */
const OUTSIDE_THE_API = ['health', 'health/live', 'health/ready', 'metrics', 'errors', 'errors/:code'];

/**
 * Gives a Nest application what every service has: the prefix `/api/v1`, validation by schema and
 * the OpenAPI 3.1 document at `/docs-json` with its page at `/docs`. Call it before `listen`.
 */
export function configureService(app: INestApplication, description: ServiceDescription): void {
  app.setGlobalPrefix('api/v1', {
    exclude: OUTSIDE_THE_API.map((path) => ({ path, method: RequestMethod.ALL })),
  });
  app.useGlobalPipes(validationPipe());
  const outline = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle(description.name)
    .setVersion(description.version)
    .setDescription(description.description)
    .build();
  SwaggerModule.setup(
    'docs',
    app,
    () =>
      documentErrors(SwaggerModule.createDocument(app, outline, { standardSchemaConverter: jsonSchemaOf })),
    { customSiteTitle: `${description.name} · API`, validatorUrl: 'none' },
  );
}
