import type { SpawnOptions } from 'node:child_process';

/** How a program is asked to end, and made to when it does not. */
export interface StopPlan {
  readonly gentle: NodeJS.Signals;
  /** How long it may take after the gentle signal, in ms. */
  readonly graceMs: number;
  readonly forced: NodeJS.Signals;
}

/** Something to be kept running. */
export interface Program {
  /** Its name in messages and of its log file. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly options: Pick<SpawnOptions, 'cwd' | 'env' | 'uid' | 'gid'>;
  /** The loopback port it listens on; checked to be free before each launch. */
  readonly port: number;
  /** How long it may take to become ready, in ms. */
  readonly startTimeoutMs: number;
  readonly stopPlan: StopPlan;
  /** Runs before each launch: clear away what a crash left behind. */
  prepare?(): Promise<void>;
  /** Whether it does its work now. May throw, which means no. */
  isReady(signal: AbortSignal): Promise<boolean>;
}
