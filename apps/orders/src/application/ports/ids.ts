/** Where new ids come from: UUIDs that sort by the time they were made. */
export abstract class Ids {
  abstract next(): string;
}
