import { UsageError } from '../command-line.js';
import { SERVICES } from '../topology.js';
import { observationOf, requireNoCollector, tracingEnvironment } from './observation.js';

const withoutPrograms = (portOffset: number) =>
  observationOf('/tmp/home', { services: SERVICES, portOffset }, { PATH: '' });

describe('the environment of an observed service', () => {
  it('leads its traces to the port that is moved with the rest of the system', () => {
    expect(tracingEnvironment(withoutPrograms(100), {})).toMatchObject({
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4418',
      OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: 'http/protobuf',
    });
  });

  it('has them leave soon, unless the user says how soon', () => {
    expect(tracingEnvironment(withoutPrograms(0), {})).toMatchObject({ OTEL_BSP_SCHEDULE_DELAY: '500' });
    expect(tracingEnvironment(withoutPrograms(0), { OTEL_BSP_SCHEDULE_DELAY: '50' })).toMatchObject({
      OTEL_BSP_SCHEDULE_DELAY: '50',
    });
  });
});

describe('a collector that the user has already', () => {
  it.each(['OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'])(
    'in %s is refused, with what to do',
    (name) => {
      const refused = () => requireNoCollector({ [name]: 'http://localhost:4318' });
      expect(refused).toThrow(UsageError);
      expect(refused).toThrow(
        `--observe keeps the traces here, and ${name} sends them to http://localhost:4318: ` +
          'unset it, or start without --observe.',
      );
    },
  );

  it('is not there when the variable is empty', () => {
    expect(() => requireNoCollector({ OTEL_EXPORTER_OTLP_ENDPOINT: ' ' })).not.toThrow();
  });
});
