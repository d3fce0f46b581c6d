import { Inject } from '@nestjs/common';
import { clientToken, pipelineToken } from './tokens.js';

/** Injects the axios client of a dependency, of type `AxiosInstance`. */
export function InjectClient(name: string): PropertyDecorator & ParameterDecorator {
  return Inject(clientToken(name));
}

/** Injects the pipeline of a dependency, of type `Pipeline`. */
export function InjectPipeline(name: string): PropertyDecorator & ParameterDecorator {
  return Inject(pipelineToken(name));
}
