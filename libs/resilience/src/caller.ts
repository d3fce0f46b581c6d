/** Those who may give a call up: whoever made it, and whoever they work for. */
export class Caller {
  constructor(
    private readonly first: AbortSignal | undefined,
    private readonly second: AbortSignal | undefined,
  ) {}

  get hasGivenUp(): boolean {
    return this.first?.aborted === true || this.second?.aborted === true;
  }

  get reason(): unknown {
    return this.first?.aborted === true ? this.first.reason : this.second?.reason;
  }

  /** @returns stops listening, so that nothing stays behind on a signal that lives longer */
  onGivingUp(listener: () => void): () => void {
    const { first, second } = this;
    // Stryker disable next-line ConditionalExpression: it only saves making a function that would do nothing.
    if (first === undefined && second === undefined) return NOTHING;
    first?.addEventListener('abort', listener);
    second?.addEventListener('abort', listener);
    return () => {
      first?.removeEventListener('abort', listener);
      second?.removeEventListener('abort', listener);
    };
  }
}

const NOTHING = (): void => undefined;
