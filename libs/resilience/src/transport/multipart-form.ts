import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';

export interface MultipartForm {
  readonly contentType: string;
  readonly contentLength: number;
  readonly stream: Readable;
}

interface Part {
  readonly head: Buffer;
  readonly value: Buffer | Blob;
}

const LINE_END = Buffer.from('\r\n');
const ESCAPES: Readonly<Record<string, string>> = { '\r': '%0D', '\n': '%0A', '"': '%22' };

/**
 * A form as `multipart/form-data` (RFC 7578) of known length, whose files are read only when they are sent.
 *
 * @param boundary what separates the parts; default: one that occurs nowhere else
 */
export function multipartForm(form: FormData, boundary = `baluarte-${randomUUID()}`): MultipartForm {
  const separator = Buffer.from(`--${boundary}\r\n`);
  const end = Buffer.from(`--${boundary}--\r\n`);
  const parts = [...form.entries()].map(([name, value]) => toPart(name, value));
  const contentLength = parts.reduce(
    (sum, part) => sum + separator.length + part.head.length + sizeOf(part.value) + LINE_END.length,
    end.length,
  );
  const stream = Readable.from(encode(parts, separator, end), { objectMode: false });
  return { contentType: `multipart/form-data; boundary=${boundary}`, contentLength, stream };
}

async function* encode(parts: readonly Part[], separator: Buffer, end: Buffer): AsyncGenerator<Uint8Array> {
  for (const { head, value } of parts) {
    yield separator;
    yield head;
    if (Buffer.isBuffer(value)) yield value;
    else yield* value.stream();
    yield LINE_END;
  }
  yield end;
}

function toPart(name: string, value: string | File): Part {
  const disposition = `Content-Disposition: form-data; name="${escaped(name)}"`;
  if (typeof value === 'string') {
    return {
      head: Buffer.from(`${disposition}\r\n\r\n`),
      value: Buffer.from(value.replace(/\r?\n|\r/g, '\r\n')),
    };
  }
  const file = value.name ? `; filename="${escaped(value.name)}"` : '';
  const type = (value.type || 'application/octet-stream').replace(/[\r\n]/g, '');
  return { head: Buffer.from(`${disposition}${file}\r\nContent-Type: ${type}\r\n\r\n`), value };
}

function escaped(name: string): string {
  return name.replace(/[\r\n"]/g, (character) => ESCAPES[character] ?? character);
}

function sizeOf(value: Buffer | Blob): number {
  return Buffer.isBuffer(value) ? value.length : value.size;
}
