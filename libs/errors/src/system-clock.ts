import { randomBytes } from 'node:crypto';

/** The clock of the machine: the one door to it. */
export const systemTime = () => new Date();

/** A new W3C trace id. */
export const newTraceId = () => randomBytes(16).toString('hex');
