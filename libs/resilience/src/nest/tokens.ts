/** The injection token of the axios client of a dependency. */
export function clientToken(name: string): string {
  return `resilient-http:${name}`;
}

/** The injection token of the pipeline of a dependency. */
export function pipelineToken(name: string): string {
  return `resilience-pipeline:${name}`;
}

/** The injection token of the client with its connections, which the module itself closes. */
export function ownerToken(name: string): string {
  return `resilient-client:${name}`;
}
