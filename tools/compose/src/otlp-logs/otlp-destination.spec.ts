import { otlpDestination } from './otlp-destination.js';

const COLLECTOR = { OTEL_LOGS_EXPORTER: 'otlp', OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318/' };

describe('where logs are exported to', () => {
  it('is what the standard variables say', () => {
    const environment = {
      ...COLLECTOR,
      OTEL_SERVICE_NAME: 'orders',
      OTEL_RESOURCE_ATTRIBUTES:
        'service.version=0.1.0, deployment.environment.name=a%2Cb,broken,service.name=other',
    };
    expect(otlpDestination(environment)).toEqual({
      url: 'http://collector:4318/v1/logs',
      resource: [
        { key: 'service.version', value: { stringValue: '0.1.0' } },
        { key: 'deployment.environment.name', value: { stringValue: 'a,b' } },
        { key: 'service.name', value: { stringValue: 'orders' } },
      ],
    });
  });

  it('can be another one than that of traces', () => {
    const url = 'http://logs:4318/v1/logs';
    expect(otlpDestination({ ...COLLECTOR, OTEL_EXPORTER_OTLP_LOGS_ENDPOINT: url })?.url).toBe(url);
  });

  it.each([
    {},
    { OTEL_LOGS_EXPORTER: 'otlp' },
    { ...COLLECTOR, OTEL_LOGS_EXPORTER: 'none' },
    { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318' },
    { ...COLLECTOR, OTEL_SDK_DISABLED: 'true' },
  ])('is nowhere by %j', (environment) => {
    expect(otlpDestination(environment)).toBeUndefined();
  });
});
