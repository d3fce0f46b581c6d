/** The path of each tarball by the name of its package. */
export function packLibraries(destination: string): Promise<Map<string, string>>;
