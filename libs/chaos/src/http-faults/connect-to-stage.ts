import { type Duplex, duplexPair } from 'node:stream';
import type { HttpStage } from './http-stage.js';

/** The server as a connection sees it when its requests are read: the HTTP stage, which asks the real one. */
export function connectToStage(stage: HttpStage): Duplex {
  const [near, far] = duplexPair();
  near.once('close', () => far.destroy());
  far.once('close', () => {
    if (!far.writableFinished) near.destroy();
  });
  stage.serve(far);
  return near;
}
