/** Variables by name, as a process gets them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The one door to the environment of the process. */
export function processEnvironment(): Environment {
  return process.env;
}
