import { rfc3339, rfc3339Micro } from '../../base/time.ts';
import table from './v1.32.gen.json' with { type: 'json' };
import { wireFields } from './wire.ts';

const kinds: Readonly<Record<string, string | undefined>> = table.kinds;
const messages: Readonly<Record<string, Readonly<Record<string, string>> | undefined>> = table.messages;

/** The first bytes of a body in the API server's protobuf format. */
const MAGIC = Buffer.from('k8s\0');

/**
 * The JSON value that a body of type application/vnd.kubernetes.protobuf stands for, zero values included. Throws an
 * Error for bytes that are none; of a kind that v1.32 does not have only version and name are known. Models
 * apimachinery's protobuf serializer.
 */
export function decodeProtobuf(body: Buffer): unknown {
  if (!body.subarray(0, MAGIC.length).equals(MAGIC)) {
    throw new Error('provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]');
  }
  let type: Record<string, unknown> = {};
  let raw: Buffer = Buffer.alloc(0);
  let contentType = '';
  for (const { number, value } of wireFields(body.subarray(MAGIC.length))) {
    if (!Buffer.isBuffer(value)) continue;
    if (number === 1) type = typeMeta(value);
    else if (number === 2) raw = value;
    else if (number === 4) contentType = value.toString();
  }
  if (contentType === 'application/json') return JSON.parse(raw.toString());
  const { apiVersion = '', kind = '' } = type;
  // Options have a kind in every group; they are all one message.
  const message = kinds[`${apiVersion} ${kind}`] ?? kinds[`v1 ${kind}`];
  return { apiVersion, kind, ...(message === undefined ? {} : readMessage(message, raw)) };
}

function typeMeta(bytes: Buffer): Record<string, unknown> {
  const names = ['', 'apiVersion', 'kind'];
  return Object.fromEntries([...wireFields(bytes)].map(({ number, value }) => [names[number] ?? '', String(value)]));
}

type Json = Record<string, unknown>;

function readMessage(message: string, bytes: Buffer): Json {
  const fields = messages[message]!;
  const result: Json = {};
  for (const { number, value } of wireFields(bytes)) {
    const field = fields[number];
    // What a newer client knows and v1.32 does not is dropped, as protobuf does.
    if (field === undefined) continue;
    const [name = '', type = ''] = field.split(' ');
    if (type.startsWith('*')) appendTo(result, name, readValue(type.slice(1), value));
    else if (type.startsWith('%')) result[name] = { ...(result[name] as Json), ...readEntry(type.slice(1), value) };
    else if (name === '') Object.assign(result, readValue(type, value));
    else result[name] = readValue(type, value);
  }
  return result;
}

function appendTo(result: Json, name: string, value: unknown): void {
  const list = result[name] as unknown[] | undefined;
  if (list) list.push(value);
  else result[name] = [value];
}

/** An entry of a map: a message with the key as field 1 and the value as field 2, either left out if it is empty. */
function readEntry(type: string, entry: number | Buffer): Json {
  let key = '';
  let content: number | Buffer = Buffer.alloc(0);
  for (const { number, value } of wireFields(asBytes(entry))) {
    if (number === 1) key = asBytes(value).toString();
    else if (number === 2) content = value;
  }
  return { [key]: readValue(type, content) };
}

/** Messages that are no objects in JSON. */
const SPECIAL: Readonly<Record<string, ((fields: Json) => unknown) | undefined>> = {
  'apis.meta.v1.Time': ({ seconds, nanos }) => (seconds === undefined ? null : rfc3339(unixMs(seconds, nanos))),
  'apis.meta.v1.MicroTime': ({ seconds, nanos }) =>
    seconds === undefined ? null : rfc3339Micro(unixMs(seconds, nanos)),
  'api.resource.Quantity': ({ string = '0' }) => string,
  'util.intstr.IntOrString': ({ type = 0, intVal = 0, strVal = '' }) => (type === 1 ? strVal : intVal),
  'apis.meta.v1.FieldsV1': ({ Raw }) => jsonOf(Raw),
  'runtime.RawExtension': ({ raw }) => jsonOf(raw),
  'authentication.v1.ExtraValue': ({ items = [] }) => items,
  'authorization.v1.ExtraValue': ({ items = [] }) => items,
  'certificates.v1.ExtraValue': ({ items = [] }) => items,
};

function readValue(type: string, value: number | Buffer): unknown {
  switch (type) {
    case 'string':
      return asBytes(value).toString();
    case 'bytes':
      return asBytes(value).toString('base64');
    case 'bool':
      return value !== 0;
    case 'int':
    case 'double':
      if (typeof value !== 'number') throw new Error('proto: wrong wireType');
      return value;
    default: {
      const fields = readMessage(type, asBytes(value));
      const special = SPECIAL[type];
      return special ? special(fields) : fields;
    }
  }
}

function asBytes(value: number | Buffer): Buffer {
  if (typeof value === 'number') throw new Error('proto: wrong wireType');
  return value;
}

function unixMs(seconds: unknown, nanos: unknown = 0): number {
  return Number(seconds) * 1000 + Number(nanos) / 1e6;
}

/** The JSON text that a field holds as bytes. */
function jsonOf(base64: unknown): unknown {
  const text = Buffer.from(String(base64 ?? ''), 'base64').toString();
  return text === '' ? null : JSON.parse(text);
}
