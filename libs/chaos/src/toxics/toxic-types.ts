import { Bandwidth } from './bandwidth.js';
import { Latency } from './latency.js';
import { LimitData } from './limit-data.js';
import { ResetPeer } from './reset-peer.js';
import { Slicer } from './slicer.js';
import { SlowClose } from './slow-close.js';
import type { Stage, StageSetup } from './stage.js';
import { Timeout } from './timeout.js';

export interface AttributeRule {
  readonly unit: 'ms' | 'µs' | 'KB/s' | 'bytes';
  /** Absent: must be given. */
  readonly default?: number;
  readonly min: number;
  readonly max: number;
}

export interface ToxicType {
  readonly attributes: Readonly<Record<string, AttributeRule>>;
  readonly createStage: (setup: StageSetup) => Stage;
  /** What a connection may hold because of it, beyond its usual buffer. */
  readonly bufferBytes?: number;
}

const MILLISECONDS: AttributeRule = { unit: 'ms', default: 0, min: 0, max: 2_147_483_647 };
const BYTES: AttributeRule = { unit: 'bytes', default: 0, min: 0, max: Number.MAX_SAFE_INTEGER };

/** Every toxic there is, by the name that the API has for it. */
export const TOXIC_TYPES: Readonly<Record<string, ToxicType>> = {
  latency: {
    attributes: { latency: MILLISECONDS, jitter: MILLISECONDS },
    createStage: (setup) => new Latency(setup),
    bufferBytes: 1_048_576,
  },
  bandwidth: {
    attributes: { rate: { unit: 'KB/s', default: 0, min: 0, max: 1_000_000_000 } },
    createStage: (setup) => new Bandwidth(setup),
  },
  slow_close: {
    attributes: { delay: MILLISECONDS },
    createStage: (setup) => new SlowClose(setup),
  },
  timeout: {
    attributes: { timeout: MILLISECONDS },
    createStage: (setup) => new Timeout(setup),
  },
  reset_peer: {
    attributes: { timeout: MILLISECONDS },
    createStage: (setup) => new ResetPeer(setup),
  },
  slicer: {
    attributes: {
      average_size: { unit: 'bytes', min: 1, max: BYTES.max },
      size_variation: BYTES,
      delay: { unit: 'µs', default: 0, min: 0, max: Number.MAX_SAFE_INTEGER },
    },
    createStage: (setup) => new Slicer(setup),
  },
  limit_data: {
    attributes: { bytes: BYTES },
    createStage: (setup) => new LimitData(setup),
  },
};
