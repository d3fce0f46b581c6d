import { parseCommandLine, UsageError } from './command-line.js';

describe('parseCommandLine', () => {
  it('starts the default system without arguments', () => {
    expect(parseCommandLine([])).toEqual({
      fresh: false,
      verbose: false,
      noProxies: false,
      observe: false,
      portOffset: 0,
      home: undefined,
    });
  });

  it('reads every option', () => {
    const args = [
      '--fresh',
      '--verbose',
      '--no-proxies',
      '--observe',
      '--port-offset',
      '200',
      '--home',
      'elsewhere',
    ];
    expect(parseCommandLine(args)).toEqual({
      fresh: true,
      verbose: true,
      noProxies: true,
      observe: true,
      portOffset: 200,
      home: 'elsewhere',
    });
  });

  it.each(['--help', '-h'])('gives help for %s', (argument) => {
    expect(parseCommandLine([argument])).toBe('help');
  });

  it.each([[['--wipe']], [['now']], [['--home']], [['--fresh=yes']]])('refuses %j', (args) => {
    expect(() => parseCommandLine(args)).toThrow(UsageError);
  });

  it.each(['10001', '-1', '1.5', '1e3', '', 'ten'])(
    'refuses the port offset "%s" and says what is allowed',
    (value) => {
      expect(() => parseCommandLine([`--port-offset=${value}`])).toThrow(
        `--port-offset must be a whole number from 0 to 10000, not "${value}".`,
      );
    },
  );
});
