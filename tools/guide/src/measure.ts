/** One of the two programs that a page puts side by side. */
export type Way = 'wrong' | 'right';

/** The ways by the headings that they have on a page. */
export const HEADINGS: Readonly<Record<Way, string>> = {
  wrong: 'The wrong way',
  right: 'The right way',
};

/** What stands at each port that a program names. */
export type Ports = Readonly<Record<number, number>>;

/** What a measure is given. */
export interface Subject {
  readonly way: Way;
  /**
   * Loads the program that the page shows for this way.
   *
   * @param ports what stands at each port that the program names: `{ 3003: server.port }`
   * @param nth which of the programs below the heading, beginning with 0
   */
  readonly program: <Program>(ports: Ports, nth?: number) => Promise<Program>;
  /** The file of the same program, for a process of its own: `RunningProgram`. */
  readonly file: (ports: Ports, nth?: number) => string;
}

/** What came out, by what it is; numbers that are the same on every machine, so counts and no times. */
export type Findings = Readonly<Record<string, number | string>>;

/** Begins the line in which a measure tells its findings, since a program writes to stdout too. */
export const FINDINGS = 'FINDINGS ';

/** Uses a program as its users would, in a process of its own that ends afterwards, and counts. */
export type Measure = (subject: Subject) => Promise<Findings>;
