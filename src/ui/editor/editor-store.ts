import { create } from 'zustand';
import type { ApplyResult } from '../../protocol/messages.ts';
import { applyYaml } from '../store/commands.ts';
import { remember, remembered } from '../store/safe-storage.ts';
import { tell } from '../store/session.ts';
import { type Template, templates } from './templates.ts';

/** A file of the editor. It lives in the page's memory, so a failure of the simulation leaves it alone. */
export interface EditorFile {
  readonly id: number;
  readonly name: string;
  readonly text: string;
  /** The text that it began with. */
  readonly opened: string;
  /** The text as it was last applied without errors, null for never. */
  readonly applied: string | null;
  /** What became of the last apply, null before it and after an edit. */
  readonly results: readonly ApplyResult[] | null;
  readonly busy: boolean;
  /** A program of the terminal waits for it: it is saved or left, not applied. */
  readonly isAsked?: boolean;
}

export interface EditorState {
  readonly files: readonly EditorFile[];
  readonly active: number;
  /** A line to go to; each request is a new object. */
  readonly goTo: { readonly line: number } | null;
  /** The light editor: for touch, for screen readers, or by choice. */
  readonly plain: boolean;
  /** Whether Tab leaves the full editor rather than indent. */
  readonly tabLeaves: boolean;
}

let lastId = 0;

function fileOf(template: Omit<Template, 'id'>): EditorFile {
  return {
    id: ++lastId,
    name: template.file,
    text: template.text,
    opened: template.text,
    applied: null,
    results: null,
    busy: false,
  };
}

const first = fileOf(templates[0]!);

function firstPlain(): boolean {
  // Monaco's own workers cannot start in a frame without an origin.
  if (origin === 'null') return true;
  const known = remembered('editor');
  return known === null ? matchMedia('(pointer: coarse)').matches : known === 'plain';
}

export const useEditor = create<EditorState>(() => ({
  files: [first],
  active: first.id,
  goTo: null,
  plain: firstPlain(),
  tabLeaves: false,
}));

export function togglePlain(): void {
  const plain = !useEditor.getState().plain;
  remember('editor', plain ? 'plain' : 'full');
  useEditor.setState({ plain });
}

/** Changes what Tab does in the full editor: indent, or go on to the next control. */
export function toggleTabLeaves(): void {
  useEditor.setState(({ tabLeaves }) => ({ tabLeaves: !tabLeaves }));
}

export function activeFile(state: EditorState): EditorFile {
  return state.files.find((file) => file.id === state.active) ?? state.files[0]!;
}

function change(id: number, part: Partial<EditorFile>): void {
  useEditor.setState(({ files }) => ({ files: files.map((file) => (file.id === id ? { ...file, ...part } : file)) }));
}

export function setText(id: number, text: string): void {
  const file = useEditor.getState().files.find((candidate) => candidate.id === id);
  if (file !== undefined && file.text !== text) change(id, { text, results: null });
}

/** Opens a text for a program of the terminal, which waits until `answerEdit`. */
export function openAsked(path: string, text: string): void {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const file: EditorFile = { ...fileOf({ file: name, text }), isAsked: true };
  useEditor.setState(({ files }) => ({ files: [...files, file], active: file.id }));
}

/** Gives a text back to the program that asked for it: as it is now, or null to leave it as it was. */
export function answerEdit(file: EditorFile, text: string | null): void {
  tell({ type: 'edited', text });
  closeFile(file.id);
}

/** Opens a template in a new file, or shows the file that has it already. */
export function openTemplate(template: Omit<Template, 'id'>): number {
  const { files } = useEditor.getState();
  const untouched = files.find((file) => file.name === template.file && file.text === template.text);
  if (untouched !== undefined) {
    useEditor.setState({ active: untouched.id });
    return untouched.id;
  }
  const names = new Set(files.map((file) => file.name));
  let name = template.file;
  for (let number = 2; names.has(name); number++) name = template.file.replace('.yaml', `-${number}.yaml`);
  const file = { ...fileOf(template), name };
  useEditor.setState({ files: [...files, file], active: file.id });
  return file.id;
}

/** Opens a text in a file of its own; a file of that name that nobody has changed since gets the new text. */
export function openText(name: string, text: string): void {
  const known = useEditor.getState().files.find((file) => file.name === name);
  if (known === undefined) openTemplate({ file: name, text });
  else if (known.text === text || known.text === known.opened) {
    change(known.id, { text, opened: text, results: null });
    useEditor.setState({ active: known.id });
  } else openTemplate({ file: name, text });
}

export function closeFile(id: number): void {
  const { files, active } = useEditor.getState();
  if (files.length === 1) return;
  const at = files.findIndex((file) => file.id === id);
  const left = files.filter((file) => file.id !== id);
  useEditor.setState({ files: left, active: active === id ? left[Math.max(0, at - 1)]!.id : active });
}

export function goToLine(line: number): void {
  useEditor.setState({ goTo: { line } });
}

/** Applies a file to the cluster. */
export async function applyFile(id: number): Promise<void> {
  const file = useEditor.getState().files.find((candidate) => candidate.id === id);
  if (file === undefined || file.busy || file.text.trim() === '') return;
  change(id, { busy: true });
  const results = await applyYaml(file.text, file.name);
  const clean = results?.every((result) => result.errors.length === 0) ?? false;
  const current = useEditor.getState().files.find((candidate) => candidate.id === id);
  // Edited while it was applied: the lines may no longer be those of the errors.
  const same = current?.text === file.text;
  change(id, { busy: false, results: same ? results : null, ...(clean ? { applied: file.text } : {}) });
}

/** Applies the file that is shown, or saves it where a program waits for it. */
export function applyActive(): void {
  const file = activeFile(useEditor.getState());
  if (file.isAsked) answerEdit(file, file.text);
  else void applyFile(file.id);
}
