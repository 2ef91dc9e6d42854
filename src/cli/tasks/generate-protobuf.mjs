// Writes src/cli/protobuf/v1.32.gen.json: which field number of a protobuf message is which JSON field, for every kind of
// v1.32. The facts are read from the file descriptors of k8s.io/api and k8s.io/apimachinery (Apache-2.0, The Kubernetes
// Authors), which every Kubernetes program carries, gzipped, for reflection.
// Usage: node src/cli/tasks/generate-protobuf.mjs FILE, where FILE is a program of v1.32, such as kubectl.
import { readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

const SCHEMAS = 'src/api/openapi/v1.32.gen.json';
const OUT = 'src/cli/protobuf/v1.32.gen.json';
/** Types of FieldDescriptorProto. */
const SCALARS = { 1: 'double', 3: 'int', 5: 'int', 8: 'bool', 9: 'string', 12: 'bytes' };
const REPEATED = 3;
/** More bytes than the largest descriptor has when it is packed. */
const LARGEST = 200_000;

const schemas = JSON.parse(readFileSync(SCHEMAS, 'utf8'));

/** The fields of a message on the wire: [number, value]; values are numbers or bytes. */
function* wire(bytes) {
  let at = 0;
  const varint = () => {
    for (let value = 0, scale = 1; ; scale *= 128) {
      const byte = bytes[at++];
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  };
  while (at < bytes.length) {
    const tag = varint();
    const type = tag & 7;
    if (type === 0) yield [tag >>> 3, varint()];
    else if (type === 2) {
      const length = varint();
      yield [tag >>> 3, bytes.subarray(at, at + length)];
      at += length;
    } else throw new Error(`wire type ${type}`);
  }
}

/** The descriptors of protobuf files in a program: whatever unpacks and begins with the name of a generated.proto. */
function* descriptors(program) {
  const magic = Buffer.from([0x1f, 0x8b, 8]);
  for (let at = program.indexOf(magic); at >= 0; at = program.indexOf(magic, at + 1)) {
    const unpacked = unpack(program.subarray(at, at + LARGEST));
    if (unpacked?.[0] === 10 && unpacked.subarray(2, 60).toString('latin1').startsWith('k8s.io/api')) yield unpacked;
  }
}

/** Unpacks the gzip member that some bytes begin with; undefined if it is none. */
function unpack(bytes) {
  try {
    return gunzipSync(bytes);
  } catch {
    return undefined;
  }
}

const messages = new Map();

function readMessage(bytes, scope) {
  const message = { fields: [], isMap: false };
  const nested = [];
  for (const [number, value] of wire(bytes)) {
    if (number === 1) message.name = `${scope}.${value.toString()}`;
    else if (number === 2) message.fields.push(readField(value));
    else if (number === 3) nested.push(value);
    else if (number === 7) message.isMap = [...wire(value)].some(([option, on]) => option === 7 && on === 1);
  }
  messages.set(message.name, message);
  for (const each of nested) readMessage(each, message.name);
}

function readField(bytes) {
  const found = Object.fromEntries(wire(bytes));
  const type = found[6] ? found[6].toString().slice(1) : SCALARS[found[5]];
  return { name: found[1].toString(), number: found[3], repeated: found[4] === REPEATED, type };
}

for (const file of descriptors(readFileSync(process.argv[2]))) {
  const parts = [...wire(file)];
  const scope = parts.find(([number]) => number === 2)[1].toString();
  for (const [number, value] of parts) if (number === 4) readMessage(value, scope);
}

const schemaName = (message) => message.replace(/^k8s\.io\./, 'io.k8s.');
const shortName = (message) => message.replace(/^k8s\.io\.(api|apimachinery\.pkg)\./, '');
const result = { kinds: {}, messages: {} };

/** A field as the table has it: JSON name ('' where Go embeds the struct), type, and * for a list, % for a map. */
function row(message, { name, repeated, type }) {
  const target = messages.get(type);
  if (target?.isMap) {
    const value = target.fields.find((field) => field.number === 2);
    add(value.type);
    return `${name} %${shortName(value.type)}`;
  }
  const known = Object.keys(schemas[schemaName(message)]?.properties ?? {});
  const json = known.find((key) => key.toLowerCase() === name.toLowerCase());
  const inline = target && !repeated && known.length > 0 && json === undefined;
  add(type);
  return `${inline ? '' : (json ?? name)} ${repeated ? '*' : ''}${shortName(type)}`;
}

function add(name) {
  const message = messages.get(name);
  const short = shortName(name);
  if (!message || result.messages[short]) return;
  result.messages[short] = {};
  for (const field of message.fields) result.messages[short][field.number] = row(name, field);
}

for (const [name, schema] of Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1))) {
  const message = name.replace(/^io\.k8s\./, 'k8s.io.');
  const kinds = schema['x-kubernetes-group-version-kind'] ?? [];
  if (kinds.length === 0 || !messages.has(message) || name.endsWith('List')) continue;
  add(message);
  for (const { group, version, kind } of kinds)
    if (kinds.length === 1 || group === '')
      result.kinds[`${group ? `${group}/` : ''}${version} ${kind}`] = shortName(message);
}

/** One line a kind and a message, so that changes can be read. */
const lines = (table) =>
  Object.entries(table)
    .map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`)
    .join(',\n');
writeFileSync(OUT, `{"kinds":{\n${lines(result.kinds)}},\n"messages":{\n${lines(result.messages)}}}\n`);
console.log(`${Object.keys(result.kinds).length} kinds, ${Object.keys(result.messages).length} messages`);
