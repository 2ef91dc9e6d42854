import { parseDocuments } from '../../../api/yaml/parse-documents.ts';
import { goJson } from '../print/go-values.ts';

/** A text without its lines that begin with `#`. */
export function withoutComments(text: string): string {
  return text
    .split('\n')
    .filter((line) => !/^\s*#(?!!)/.test(line))
    .join('\n');
}

/** What counts of an edited text: its JSON, or the text without comments where it is no YAML. Models cmdutil.StripComments. */
export function contentOf(text: string): string {
  const documents = parseDocuments(text);
  if (documents.some(({ error }) => error)) return withoutComments(text);
  return documents.map(({ value }) => goJson(value ?? null)).join('\n');
}
