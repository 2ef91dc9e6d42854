/** One term of a field selector. */
export interface FieldTerm {
  readonly field: string;
  readonly op: '=' | '!=';
  readonly value: string;
}

/**
 * Parses a field selector as `--field-selector` takes it: `status.phase!=Failed,metadata.name=a`. A backslash keeps
 * `\`, `,` and `=` as they are. Throws an Error with upstream's text. Models apimachinery/pkg/fields.ParseSelector.
 */
export function parseFieldSelector(text: string): readonly FieldTerm[] {
  const terms: FieldTerm[] = [];
  for (const part of splitTerms(text)) {
    if (part === '') continue;
    const term = splitTerm(part);
    if (!term) throw new Error(`invalid selector: '${text}'; can't understand '${part}'`);
    terms.push({ field: term.field, op: term.op, value: unescapeValue(term.value) });
  }
  return terms;
}

/** Whether fields, looked up by path, meet all terms; a field that is not there is ''. */
export function matchesFields(terms: readonly FieldTerm[], fieldOf: (path: string) => string): boolean {
  return terms.every(({ field, op, value }) => (fieldOf(field) === value) === (op === '='));
}

/** The terms as a selector again. */
export function fieldSelectorText(terms: readonly FieldTerm[]): string {
  return terms.map(({ field, op, value }) => `${field}${op}${value.replace(/[\\,=]/g, '\\$&')}`).join(',');
}

function splitTerms(text: string): readonly string[] {
  return text.match(/(?:\\.|[^,\\]|\\$)+/gs) ?? [];
}

function splitTerm(part: string): FieldTerm | undefined {
  const found = /^((?:\\.|[^\\=!]|!(?!=))*?)(!=|==|=)(.*)$/s.exec(part);
  if (!found) return undefined;
  return { field: found[1]!, op: found[2] === '!=' ? '!=' : '=', value: found[3]! };
}

function unescapeValue(value: string): string {
  const bad = /(?:^|[^\\])(?:\\\\)*(\\(?:[^\\,=]|$))/.exec(value);
  if (bad) throw new Error(`invalid field selector: invalid escape sequence: ${bad[1]}`);
  if (/(?:^|[^\\])(?:\\\\)*=/.test(value)) {
    throw new Error(`invalid field selector: unescaped character in value: ${value}`);
  }
  return value.replace(/\\([\\,=])/g, '$1');
}
