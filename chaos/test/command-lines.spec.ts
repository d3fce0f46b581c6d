import { parseCommandLine } from '../src/command-line.js';
import { parseSoakCommand } from '../src/soak/command-line.js';
import { UsageError } from '../src/usage-error.js';

const NAMES = ['slow-peer', 'dead-peer'];

describe('npm run chaos', () => {
  it('tries every experiment on a system of its own when nothing is said', () => {
    expect(parseCommandLine([], NAMES)).toEqual({
      only: [],
      list: false,
      baseUrl: undefined,
      portOffset: 6_500,
    });
  });

  it('takes the names of some, together or one by one', () => {
    for (const args of [
      ['--only', 'slow-peer,dead-peer'],
      ['--only', 'slow-peer', '--only', 'dead-peer'],
    ])
      expect(parseCommandLine(args, NAMES)).toMatchObject({ only: NAMES });
  });

  it('tries a system that runs already, on the usual ports', () => {
    expect(parseCommandLine(['--base-url', 'http://localhost'], NAMES)).toMatchObject({
      baseUrl: 'http://localhost',
      portOffset: 0,
    });
  });

  it.each([
    [['--only', 'slow'], 'There is no experiment slow. There are: slow-peer, dead-peer.'],
    [
      ['--base-url', 'localhost'],
      '--base-url must be scheme and host, such as http://localhost, not "localhost".',
    ],
    [['--base-url', 'http://localhost:3001'], '--base-url must be scheme and host'],
    [['--port-offset', '10001'], '--port-offset must be a whole number from 0 to 10000, not "10001".'],
    [['--everything'], "Unknown option '--everything'"],
    [['slow-peer'], 'Unexpected argument'],
  ])('refuses %j', (args, message) => {
    expect(() => parseCommandLine(args, NAMES)).toThrow(UsageError);
    expect(() => parseCommandLine(args, NAMES)).toThrow(message);
  });
});

describe('npm run soak', () => {
  it('places 2 000 orders under faults of its own choice when nothing is said', () => {
    expect(parseSoakCommand([])).toEqual({ orders: 2_000, atOnce: 24, seed: undefined, portOffset: 6_500 });
  });

  it('repeats the faults of a seed', () => {
    expect(parseSoakCommand(['--seed', '7', '--orders', '50'])).toMatchObject({ seed: 7, orders: 50 });
  });

  it.each([
    ['--orders=0'],
    ['--orders=many'],
    ['--at-once=201'],
    ['--seed=-1'],
    ['--seed=4294967296'],
    ['--fast'],
  ])('refuses %s', (argument) => {
    expect(() => parseSoakCommand([argument])).toThrow(UsageError);
  });
});
