import { v7 } from 'uuid';
import { Ids } from '../application/ports/ids.js';

/** UUIDs of version 7 (RFC 9562). */
export class UuidIds extends Ids {
  next(): string {
    return v7();
  }
}
