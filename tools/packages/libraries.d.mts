/** A library that leaves home. */
export interface Library {
  /** Below `libs`. */
  readonly folder: string;
  readonly path: string;
  readonly name: string;
  /** What npm calls its tarball. */
  readonly tarball: string;
}

export const ROOT: string;
export function libraries(): Library[];
