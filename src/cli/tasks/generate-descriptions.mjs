// Writes src/api/openapi/descriptions.gen.json: what the OpenAPI of Kubernetes v1.32 says of each type and field
// (Apache-2.0, The Kubernetes Authors). The texts with their line ends and the values of enumerations come from the
// comments of kubernetes-models 4.5.1 and @kubernetes-models/apimachinery 2.2.0 (MIT); where @kubernetes/client-node
// 1.1.0 (Apache-2.0), which is of v1.32 exactly but writes each text in one line, has other words, its words count.
// Usage: node src/cli/tasks/generate-descriptions.mjs KUBERNETES_MODELS APIMACHINERY CLIENT_NODE: the unpacked packages.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [kubernetesModels, apimachinery, clientNode] = process.argv.slice(2);
const schemas = JSON.parse(readFileSync('src/api/openapi/v1.32.gen.json', 'utf8'));
const upper = (text) => text.slice(0, 1).toUpperCase() + text.slice(1);
const plain = (text) => text.toLowerCase().replace(/[^a-z0-9]/g, '');

const unescaped = (text) => text.replace(/\\([^\w\s])/g, '$1');

/** Declarations by the full names of their schemas, as they are exported. */
const declarations = new Map();
for (const root of [kubernetesModels, apimachinery]) {
  for (const file of readdirSync(root, { recursive: true }).filter((each) => each.endsWith('.d.ts'))) {
    const text = readFileSync(join(root, file), 'utf8');
    for (const [, name] of text.matchAll(/ as I(Io\w+)/g)) declarations.set(plain(name), text);
  }
}

const BLOCK =
  /\/\*\*\n((?:\s*\*(?!\/).*\n)*)\s*\*\/\n\s*(?:["']([^"']+)["']\??:|export (?:interface|declare class|type))/g;

/** The comments of a declaration: that of the type under '', those of its fields under their names. */
function commentsOf(text) {
  const comments = {};
  for (const [, block, field = ''] of text?.matchAll(BLOCK) ?? []) {
    const lines = block.split('\n').map((line) => line.replace(/^\s*\* ?/, ''));
    comments[field] ??= unescaped(lines.join('\n')).trim();
  }
  return comments;
}

/** The class of client-node: CoreV1Event, or V1Event where no other kind has the name. */
function classOf(name) {
  const [type, version, group] = name.split('.').reverse();
  const names = [`${upper(group)}${upper(version)}${type}`, `${upper(version)}${type}`];
  const found = names
    .map((each) => join(clientNode, 'dist/gen/models', `${each}.d.ts`))
    .find((path) => existsSync(path));
  return found && readFileSync(found, 'utf8').replace(/^\/\*\*\n \* Kubernetes\n[\s\S]*?\*\/\n/, '');
}

const ENUM = /\n\nPossible enum values:\n/;
const squeezed = (text) => text.replace(/\s+/g, ' ').trim();
/** Three spaces or more were the end of a line and the indentation of the next one. */
const restored = (text) => text.replace(/(\S) ( {2,})(?=\S)/g, '$1\n$2').trim();

/** The text with line ends, unless v1.32 has other words. */
function chosen(formatted, exact) {
  if (exact === undefined || exact === '') return formatted ?? '';
  if (formatted === undefined) return restored(exact);
  const [words, values] = formatted.split(ENUM);
  if (squeezed(words) === squeezed(exact)) return formatted;
  return values === undefined ? restored(exact) : `${restored(exact)}\n\nPossible enum values:\n${values}`;
}

const result = {};
let reworded = 0;
for (const [name, { properties = {} }] of Object.entries(schemas)) {
  const formatted = commentsOf(declarations.get(plain(name)));
  const exact = commentsOf(classOf(name));
  const fields = {};
  for (const field of Object.keys(properties)) {
    const key = [field, `_${field}`, field.replaceAll('-', '_')].find((each) => each in exact);
    const text = chosen(formatted[field], key && exact[key]);
    if (text !== formatted[field]) reworded++;
    if (text !== '') fields[field] = text;
  }
  const about = chosen(formatted[''], exact['']);
  if (about !== '' || Object.keys(fields).length > 0) result[name] = [about, fields];
}
writeFileSync('src/api/openapi/descriptions.gen.json', `${JSON.stringify(result)}\n`);
console.log(`${Object.keys(result).length} of ${Object.keys(schemas).length} schemas, ${reworded} texts reworded`);
