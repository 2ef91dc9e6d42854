import type { YamlDocument } from '../api/yaml/parse-documents.ts';
import type { ApplyResult } from '../protocol/messages.ts';

type Errors = ApplyResult['errors'];

/** `spec.containers[0].image`, `metadata.labels`, `spec.selector.matchLabels.app`: a field path in a message. */
const FIELD = String.raw`[a-zA-Z]\w*(?:\[[^\]]+\])?(?:\.[\w/-]+(?:\[[^\]]+\])?)+`;

/** Texts of a server or a store that did not answer: no line of the file is to blame. */
const UNREACHED =
  /connection refused|The connection to the server|code = (?:Unavailable|DeadlineExceeded)|i\/o timeout/;

/** Finds the lines that kubectl's error text speaks of: one error a field, else the whole text at the document's start. */
export function applyErrors(stderr: string, document: YamlDocument): Errors {
  const text = stderr.replace(/^Warning: .*\n/gm, '').trim();
  if (text === '') return [];
  const syntax = /line (\d+): (.*)/.exec(text);
  if (document.error) return [{ line: document.error.line, message: syntax?.[2] ?? document.error.message }];
  const items = itemsOf(document);
  if (items.length > 0) return statements(text).flatMap((each) => applyErrors(each, aboutItem(each, items, document)));
  const errors = [...invalidFields(text), ...unknownFields(text), ...mistypedFields(text)];
  if (errors.length === 0) return [{ line: UNREACHED.test(text) ? 0 : document.line, message: text }];
  return errors.map(({ path, message }) => ({ line: document.lineOf(parsePath(path)), message }));
}

interface Item {
  readonly kind?: unknown;
  readonly metadata?: { readonly name?: unknown } | null;
}

/** The objects of a List; none for other documents. */
function itemsOf({ value }: YamlDocument): readonly Item[] {
  const { kind, items } = (value ?? {}) as { readonly kind?: unknown; readonly items?: unknown };
  if (typeof kind !== 'string' || !kind.endsWith('List') || !Array.isArray(items)) return [];
  return items.map((item: unknown) => (typeof item === 'object' && item !== null ? item : {}));
}

/** What kubectl says of one object after the other. */
function statements(text: string): readonly string[] {
  return text.split(/\n(?=The \S+ |Error from server|error: |unable to )/);
}

/** The part of a List that a statement is about: the item that it names, else the first that has the field it names. */
function aboutItem(statement: string, items: readonly Item[], document: YamlDocument): YamlDocument {
  const invalid = /^The (\S+) "([^"]*)" is invalid/.exec(statement);
  const ofKind = /(\w+) in version "[^"]*" cannot be handled/.exec(statement)?.[1];
  const [field] = [...unknownFields(statement), ...mistypedFields(statement)];
  const at = items.findIndex(({ kind, metadata, ...rest }) => {
    if (invalid) return kind === invalid[1] && metadata?.name === invalid[2];
    if (field)
      return (ofKind === undefined || kind === ofKind) && has({ kind, metadata, ...rest }, parsePath(field.path));
    return typeof metadata?.name === 'string' && statement.includes(`"${metadata.name}"`);
  });
  const path = at < 0 ? [] : ['items', at];
  const lineOf: YamlDocument['lineOf'] = (inner) => document.lineOf([...path, ...inner]);
  return { ...document, value: items[at], line: at < 0 ? document.line : lineOf([]), lineOf };
}

function has(value: unknown, path: readonly (string | number)[]): boolean {
  let inner = value;
  for (const part of path) {
    if (typeof inner !== 'object' || inner === null || !(part in inner)) return false;
    inner = (inner as Readonly<Record<string, unknown>>)[part];
  }
  return true;
}

interface FieldMessage {
  readonly path: string;
  readonly message: string;
}

/** `The Deployment "d" is invalid: spec.replicas: …`, or a list with a `* ` before each. */
function invalidFields(text: string): FieldMessage[] {
  const found: FieldMessage[] = [];
  const line = new RegExp(`(?:^\\* |is invalid: )(${FIELD}): (.+)$`, 'gm');
  for (const match of text.matchAll(line)) found.push({ path: match[1]!, message: `${match[1]}: ${match[2]}` });
  return found;
}

/** `strict decoding error: unknown field "spec.foo", unknown field "spec.bar"`. */
function unknownFields(text: string): FieldMessage[] {
  return [...text.matchAll(/(unknown|duplicate) field "([^"]+)"/g)].map((match) => ({
    path: match[2]!,
    message: match[0],
  }));
}

/** `json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32`. */
function mistypedFields(text: string): FieldMessage[] {
  const found = /cannot unmarshal (\w+) into Go struct field \w+\.([\w.]+) of type (\S+)/.exec(text);
  return found ? [{ path: found[2]!, message: `${found[2]}: cannot unmarshal ${found[1]} into ${found[3]}` }] : [];
}

/** `spec.containers[0].name` → ['spec', 'containers', 0, 'name']; `labels[a.b]` keeps its key whole. */
export function parsePath(path: string): (string | number)[] {
  const parts: (string | number)[] = [];
  for (const match of path.matchAll(/\[([^\]]+)\]|([^.[\]]+)/g)) {
    const index = match[1];
    parts.push(index === undefined ? match[2]! : /^\d+$/.test(index) ? Number(index) : index);
  }
  return parts;
}
