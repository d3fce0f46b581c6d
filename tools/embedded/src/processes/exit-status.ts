/** How a process ended. */
export interface ExitStatus {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** The end of a process in words: `exited with code 1`, `was killed by SIGKILL`. */
export function describeExit({ code, signal }: ExitStatus): string {
  return signal === null ? `exited with code ${code}` : `was killed by ${signal}`;
}
