/** A destination that keeps what is logged, as the lines it is. */
export class CapturedLog {
  readonly lines: string[] = [];

  write(line: string): void {
    this.lines.push(line);
  }

  /** Every line, parsed. */
  get entries(): readonly Readonly<Record<string, unknown>>[] {
    return this.lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  get last(): Readonly<Record<string, unknown>> {
    const last = this.entries.at(-1);
    if (last === undefined) throw new Error('Nothing was logged.');
    return last;
  }
}
