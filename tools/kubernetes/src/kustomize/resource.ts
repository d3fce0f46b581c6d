/** What YAML holds. */
export type Value = null | boolean | number | string | readonly Value[] | Fields;
export interface Fields {
  readonly [name: string]: Value | undefined;
}

/** An object of Kubernetes, as it is written in a manifest. */
export interface Manifest extends Fields {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Metadata;
}

export interface Metadata extends Fields {
  readonly name: string;
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** A manifest on its way through kustomizations; `hashed` when its name is to end with a hash of what it holds. */
export interface Resource {
  readonly manifest: Manifest;
  readonly hashed: boolean;
}

export function isFields(value: Value | undefined): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

/** @throws Error that names the file, when it holds no object of Kubernetes */
export function manifestOf(value: Value, file: string): Manifest {
  const metadata = isFields(value) ? value['metadata'] : undefined;
  if (
    !isFields(value) ||
    typeof value['apiVersion'] !== 'string' ||
    typeof value['kind'] !== 'string' ||
    !isFields(metadata) ||
    typeof metadata['name'] !== 'string'
  ) {
    throw new Error(`${file} holds something without apiVersion, kind and metadata.name.`);
  }
  return value as Manifest;
}

/** What no two of one rendering may share. */
export function identityOf({ apiVersion, kind, metadata }: Manifest): string {
  return [apiVersion, kind, metadata.namespace ?? '', metadata.name].join(' ');
}

/** Every field below a value, changed by a function of its name and what it holds. */
export function mapFields(value: Value, change: (name: string, held: Value) => Value): Value {
  if (isList(value)) return value.map((each) => mapFields(each, change));
  if (!isFields(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, held]) => [name, change(name, mapFields(held ?? null, change))]),
  );
}
