import { type Document, isMap, isSeq, parseDocument, stringify, type YAMLSeq } from 'yaml';
import type { RawCaption, RawDeed, RawGoal, RawTexts } from '../../api/lesson/raw-lesson.ts';
import type { RawStep } from '../../api/scenario-step.ts';
import { parseDuration } from '../../base/duration.ts';

/** A place in a file. */
export type Path = readonly (string | number)[];

/** What author mode shows of a file. Whatever else stands in it stays as it is. */
export interface Draft {
  readonly metadata?: { readonly name?: string };
  readonly spec?: {
    readonly title?: string;
    readonly until?: string | number;
    readonly steps?: readonly RawStep[];
    readonly captions?: readonly RawCaption[];
    readonly exercise?: {
      readonly level?: string;
      readonly goals?: readonly RawGoal[];
      readonly hints?: readonly number[];
      readonly solution?: readonly RawDeed[];
      readonly mistakes?: readonly {
        readonly id: string;
        readonly do?: readonly RawDeed[];
        readonly fails?: readonly string[];
      }[];
    };
    readonly texts?: Readonly<Record<string, RawTexts>>;
  };
}

/** Reads a draft; what is no YAML map is an empty one. */
export function readDraft(text: string): Draft {
  const document = parseDocument(text);
  return document.errors.length === 0 && isMap(document.contents) ? (document.toJS() as Draft) : {};
}

/** Changes a draft and keeps all that is not changed, with its comments. A text that is no YAML stays as it is. */
export function change(text: string, work: (document: Document) => void): string {
  const document = parseDocument(text);
  if (document.errors.length > 0 || !isMap(document.contents)) return text;
  work(document);
  return document.toString({ lineWidth: 0 });
}

/** Sets what stands at a path; undefined takes it away. */
export function setAt(text: string, path: Path, value: unknown): string {
  return change(text, (document) => setIn(document, path, value));
}

export function setIn(document: Document, path: Path, value: unknown): void {
  if (value === undefined) {
    if (document.hasIn(path)) document.deleteIn(path);
  } else document.setIn(path, document.createNode(value));
}

/** The list at a path, made where there is none. */
export function listAt(document: Document, path: Path): YAMLSeq {
  const found = document.getIn(path, true);
  if (isSeq(found)) return found;
  const made = document.createNode([]) as YAMLSeq;
  made.flow = false;
  document.setIn(path, made);
  return made;
}

/** Adds to the end of a list. */
export function append(text: string, path: Path, value: unknown): string {
  return change(text, (document) => listAt(document, path).add(document.createNode(value)));
}

const msOf = (at: unknown): number => {
  try {
    return parseDuration(String(at));
  } catch {
    return Number.NaN;
  }
};

/** Adds a step where its time belongs. */
export function insertStep(text: string, path: Path, step: Readonly<Record<string, unknown>>): string {
  return change(text, (document) => {
    const list = listAt(document, path);
    list.flow = false;
    const atMs = msOf(step['at']);
    const later = list.items.findIndex((item) => isMap(item) && msOf(item.get('at')) > atMs);
    list.items.splice(later < 0 ? list.items.length : later, 0, document.createNode(step));
  });
}

/** Takes away a step that is exactly so; the draft stays as it is where there is none. */
export function removeStep(text: string, path: Path, step: Readonly<Record<string, unknown>>): string {
  const wanted = JSON.stringify(step);
  const at = (stepsAt(text, path) as readonly unknown[]).findIndex((one) => JSON.stringify(one) === wanted);
  return at < 0 ? text : setAt(text, [...path, at], undefined);
}

/** The steps of a list. */
export function stepsAt(text: string, path: Path): readonly RawDeed[] {
  const value: unknown = parseDocument(text).getIn(path);
  return isSeq(value) ? (value.toJSON() as readonly RawDeed[]) : [];
}

/** Gives a step another time, and its place by it. Steps without a time stay behind the one before them. */
export function moveStep(text: string, path: Path, index: number, at: string): string {
  return change(text, (document) => {
    document.setIn([...path, index, 'at'], at);
    if (Number.isNaN(msOf(at))) return;
    const list = listAt(document, path);
    let lastMs = 0;
    const timed = list.items.map((item, place) => {
      const ms = isMap(item) ? msOf(item.get('at')) : Number.NaN;
      lastMs = Number.isNaN(ms) ? lastMs : ms;
      return { item, ms: lastMs, place };
    });
    list.items = timed.toSorted((a, b) => a.ms - b.ms || a.place - b.place).map(({ item }) => item);
  });
}

/** The text of a part, to be edited by itself. */
export function partText(part: object): string {
  return stringify(part, { lineWidth: 0 });
}

/** Reads a part that was edited by itself: a map of fields, else what is wrong with it. */
export function readPart(text: string): Readonly<Record<string, unknown>> | string {
  const document = parseDocument(text);
  const [error] = document.errors;
  if (error) return error.message.split('\n')[0]!;
  const value: unknown = document.toJS();
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : 'a step is a map of fields: kubectl: get pods';
}
