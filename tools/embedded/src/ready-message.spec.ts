import type { Observation } from './observe/observation.js';
import { prometheusLine, prometheusProgram } from './observe/prometheus-program.js';
import { traceStoreLine, traceStoreProgram } from './observe/trace-store-program.js';
import { readyMessage } from './ready-message.js';
import { directRoute, SERVICES } from './topology.js';

const addressing = { services: SERVICES, portOffset: 0, route: directRoute };
const linesWith = (observation: Observation | undefined) =>
  readyMessage({ ...addressing, noProxies: false, home: '.baluarte', observation }).split('\n');

const traces = { program: traceStoreProgram(4318), plainLine: traceStoreLine };
const prometheus = {
  program: prometheusProgram({ home: '.baluarte', command: 'prometheus', addressing }),
  plainLine: prometheusLine,
};

describe('readyMessage', () => {
  it('has three lines: the services, what is beside them, and the logs', () => {
    expect(linesWith(undefined)).toEqual([
      'READY orders http://localhost:3001  payments http://localhost:3002  stock http://localhost:3003  ' +
        'recommendations http://localhost:3004  psp-simulator http://localhost:3005',
      '      API documentation: /docs of each service · PostgreSQL: 127.0.0.1:54329 · fault proxy: http://127.0.0.1:8474',
      '      logs: .baluarte/logs/<service>.log · Ctrl-C stops everything',
    ]);
  });

  it('has a fourth when somebody looks on: where the traces and the alerts are', () => {
    const lines = linesWith({ traces, prometheus });
    expect(lines.slice(0, 3)).toEqual(linesWith(undefined));
    expect(lines.slice(3)).toEqual([
      '      traces: http://127.0.0.1:4318/traces/<trace_id> · alerts: http://127.0.0.1:9090/alerts',
    ]);
  });

  it('promises no alerts without Prometheus', () => {
    expect(linesWith({ traces, prometheus: undefined }).slice(3)).toEqual([
      '      traces: http://127.0.0.1:4318/traces/<trace_id>',
    ]);
  });
});
