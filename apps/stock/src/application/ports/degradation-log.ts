/** Who is told that a page went out without a part of it. */
export abstract class DegradationLog {
  abstract degraded(part: 'recommendations', error: unknown): void;
}
