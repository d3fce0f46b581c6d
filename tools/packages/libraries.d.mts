/** A library that leaves home. */
export interface Library {
  /** Below `libs`. */
  readonly folder: string;
  readonly path: string;
  readonly name: string;
  /** What npm calls its tarball. */
  readonly tarball: string;
  /** The names of the other libraries without which npm cannot install it. */
  readonly needs: readonly string[];
}

export const ROOT: string;
export function libraries(): Library[];

/** The source of a file below `dist`; undefined when it is gone. */
export function builtFrom(path: string, file: string): string | undefined;
