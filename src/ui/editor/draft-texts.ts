import type { EditorFile } from './editor-store.ts';
import { templates } from './templates.ts';

/** A text that somebody has written and that a failure must not take. */
export interface Draft {
  readonly name: string;
  readonly text: string;
}

/** More than this is not kept: storage is a few megabytes for the whole page. */
const mostLength = 500_000;

/** What is worth keeping: texts that are not just a template's. */
export function draftsOf(files: readonly Pick<EditorFile, 'name' | 'text' | 'isAsked'>[]): readonly Draft[] {
  const own = new Set(templates.map(({ text }) => text));
  let room = mostLength;
  return files.flatMap(({ name, text, isAsked }) => {
    if (isAsked === true || text.trim() === '' || own.has(text) || text.length > room) return [];
    room -= text.length;
    return [{ name, text }];
  });
}

/** Kept drafts as they were written; none where somebody else has written something there. */
export function readDrafts(kept: string | null): readonly Draft[] {
  try {
    const drafts: unknown = JSON.parse(kept ?? '[]');
    if (!Array.isArray(drafts)) return [];
    return drafts.flatMap((each: Partial<Draft> | null) =>
      typeof each?.name === 'string' && typeof each.text === 'string' ? [{ name: each.name, text: each.text }] : [],
    );
  } catch {
    return [];
  }
}
