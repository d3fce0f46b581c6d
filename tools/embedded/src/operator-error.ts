/** A problem the person at the terminal can act on: its message is shown as it is, without a stack. */
export class OperatorError extends Error {
  override readonly name = 'OperatorError';
}
