/** The path of each tarball by the name of its package. */
export function packLibraries(destination: string): Promise<Map<string, string>>;

/** What installs each library with those that it needs, one after the other. */
export function installCommands(tarballs: ReadonlyMap<string, string>): string[];
