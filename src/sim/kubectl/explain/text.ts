import { goQuote } from '../../../base/go-quote.ts';
import { type DocSchema, resolveSchema, type SchemaDocument } from './document.ts';
import { indent, wordWrap } from './word-wrap.ts';

/** What there is to explain: a schema, and the fields that lead to the one that is asked for. */
export interface Subject {
  readonly document: SchemaDocument;
  readonly schema: DocSchema;
  readonly path: readonly string[];
  readonly recursive: boolean;
}

/** Explains a field. Models the template `output` of kubectl/pkg/explain/v2/templates/plaintext.tmpl. */
export function explanation(subject: Subject): string {
  const found = outputText(subject);
  if (found === undefined) throw new Error(`field ${goQuote(subject.path.at(-1) ?? '')} does not exist`);
  return found;
}

function outputText(subject: Subject): string | undefined {
  const { document, path } = subject;
  const schema = resolveSchema(document, subject.schema);
  const [field, ...rest] = path;
  if (field === undefined) return wholeText(subject, schema);
  const property = schema.properties?.[field];
  if (property) {
    const deeper = outputText({ ...subject, schema: property, path: rest });
    if (deeper === undefined || rest.length > 0) return deeper;
    return `FIELD: ${field} <${typeText(document, property)}>\n${longEnum(property)}\n\n${deeper}`;
  }
  const inner = [schema.items, schema.additionalProperties, ...(schema.allOf ?? [])];
  for (const each of inner) {
    const deeper = each && outputText({ ...subject, schema: each });
    if (deeper !== undefined) return deeper;
  }
  return undefined;
}

function wholeText({ document, recursive }: Subject, schema: DocSchema): string {
  const description = wordWrap(descriptionText(document, schema) || '<empty>', 76);
  const fields = fieldList({ document, recursive, schema, level: 1, history: [] });
  return `DESCRIPTION:\n${indent(description, 4)}\n${fields ? `FIELDS:\n${fields}` : ''}`;
}

/** A schema's description, and those of what it refers to. */
function descriptionText(document: SchemaDocument, given: DocSchema): string {
  const schema = resolveSchema(document, given);
  const inner = [...(schema.allOf ?? []), schema.items, schema.additionalProperties];
  const own = schema.description ? `${schema.description}\n` : '';
  return own + inner.map((each) => (each ? descriptionText(document, each) : '')).join('');
}

interface FieldList {
  readonly document: SchemaDocument;
  readonly recursive: boolean;
  readonly schema: DocSchema;
  readonly level: number;
  /** The schemas around this one: a schema within itself is not spread out again. */
  readonly history: readonly string[];
}

function fieldList(list: FieldList): string {
  const { document, schema: given, recursive, level, history } = list;
  if (given.$ref !== undefined && history.includes(given.$ref)) return '';
  const schema = resolveSchema(document, given);
  const deeper = { ...list, history: given.$ref === undefined ? history : [...history, given.$ref] };
  const fields = Object.keys(schema.properties ?? {})
    .sort()
    .map((name) => {
      const detail = fieldDetail(document, schema, name, recursive, level);
      if (!recursive) return detail;
      return detail + fieldList({ ...deeper, schema: schema.properties![name]!, level: level + 1 });
    });
  const inner = [...(schema.allOf ?? []), schema.items, schema.additionalProperties];
  return fields.join('') + inner.map((each) => (each ? fieldList({ ...deeper, schema: each }) : '')).join('');
}

function fieldDetail(document: SchemaDocument, schema: DocSchema, name: string, short: boolean, level: number): string {
  const field = schema.properties![name]!;
  const required = schema.required?.includes(name) ? ' -required-' : '';
  const head = `${indent(name, level * 2)}\t<${typeText(document, field)}>${required}${shortEnum(field, level * 2)}\n`;
  if (short) return head;
  const resolved = resolveSchema(document, field);
  // A reference to a simple type counts as the type itself.
  const known = field.description || (resolved.type === 'object' ? '' : resolved.description);
  const description = wordWrap(known || '<no description>', 78 - level * 2);
  return `${head}${indent(description, level * 2 + 2)}\n\n`;
}

/** `[]Container`, `map[string]string`. Models the template `typeGuess`. */
function typeText(document: SchemaDocument, schema: DocSchema): string {
  if (schema.items) return `[]${typeText(document, schema.items)}`;
  if (schema.additionalProperties) return `map[string]${typeText(document, schema.additionalProperties)}`;
  if (schema.allOf?.length === 1 && !schema.properties) return typeText(document, schema.allOf[0]!);
  if (schema.$ref === undefined) return schema['x-kubernetes-group-version-kind']?.[0]?.kind ?? schema.type ?? 'Object';
  const { type } = resolveSchema(document, schema);
  return type === undefined || type === 'object' ? schema.$ref.split(/[./]/).at(-1)! : type;
}

function enumTexts(schema: DocSchema): readonly string[] {
  return (schema.enum ?? []).map((value) => (value === '' ? '""' : String(value)));
}

function longEnum(schema: DocSchema): string {
  const values = enumTexts(schema);
  return values.length ? `ENUM:\n${values.map((value) => indent(value, 4)).join('\n')}` : '';
}

const MOST_VALUES = 4;

function shortEnum(schema: DocSchema, amount: number): string {
  const values = enumTexts(schema);
  if (values.length === 0) return '';
  const shown = values.length > MOST_VALUES ? [...values.slice(0, MOST_VALUES), '....'] : values;
  return `\n${' '.repeat(amount)}enum: ${shown.join(', ')}`;
}
