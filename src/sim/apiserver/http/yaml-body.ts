import { parseDocuments } from '../../../api/yaml/parse-documents.ts';

/** Reads a YAML body, its first document. Throws an Error with the parser's reason. */
export function parseYaml(text: string): { readonly value: unknown; readonly duplicateFields: readonly string[] } {
  const document = parseDocuments(text)[0];
  if (document?.error) throw new Error(document.error.message);
  return { value: document?.value ?? null, duplicateFields: [] };
}
