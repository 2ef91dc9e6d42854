import { LineCounter, parseAllDocuments } from 'yaml';
import { type FidelityNote, fidelityNotes, pathText } from '../../api/fidelity-notes.ts';
import { declared } from '../../language/declared.ts';
import { fidelity } from '../../language/en/fidelity.ts';

/** A note at its line of a file. */
export interface LineNote {
  /** From 1. */
  readonly line: number;
  readonly text: string;
}

/** A note as a sentence in the page's language. */
export function sentenceOf({ path, level, note }: FidelityNote): string {
  return fidelity(level === 'ignored' ? 'at.ignored' : 'at.simplified', {
    path: pathText(path),
    note: declared(note) || 'none',
  });
}

/** The same of manifests that are no text any more, with the object's name before each sentence. */
export function manifestNotes(manifests: readonly unknown[]): readonly string[] {
  const said = manifests.flatMap((manifest) => {
    const { kind, metadata } = manifest as { readonly kind?: string; readonly metadata?: { readonly name?: string } };
    return fidelityNotes(manifest).map((note) => `${kind} ${metadata?.name ?? ''}: ${sentenceOf(note)}`);
  });
  return [...new Set(said)];
}

/** What the simulation makes less of in the manifests of a file, at the lines of the fields. A broken file has none. */
export function noteLines(text: string): readonly LineNote[] {
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, { lineCounter: lines });
  if (!Array.isArray(documents)) return [];
  return documents.flatMap((document) => {
    if (document.errors.length > 0) return [];
    return fidelityNotes(document.toJS({ maxAliasCount: 100 })).map((note) => {
      const range = (document.getIn(note.path, true) as { range?: readonly number[] } | undefined)?.range;
      return { line: range === undefined ? 1 : lines.linePos(range[0]!).line, text: sentenceOf(note) };
    });
  });
}
