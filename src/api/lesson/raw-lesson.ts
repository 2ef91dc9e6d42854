import { parseDuration } from '../../base/duration.ts';
import { type RawStep, toAction } from '../scenario-step.ts';
import type {
  Allowance,
  Caption,
  CaptionTexts,
  Deed,
  Exercise,
  Gate,
  Goal,
  Lesson,
  LessonTexts,
  Level,
  Mistake,
  ObjectName,
  Question,
} from './lesson.ts';

type Duration = string | number;

interface RawGate {
  readonly at?: Duration;
  readonly after?: Duration;
  readonly when?: string;
}

export type RawDeed = RawGate & Omit<RawStep, 'at'>;

export interface RawCaption extends RawGate {
  readonly id: string;
  readonly pause?: boolean;
  readonly view?: string;
  readonly select?: string;
  readonly highlight?: readonly string[];
  readonly camera?: string;
  readonly speed?: number;
  readonly do?: readonly RawDeed[];
  readonly ask?: Question;
}

export interface RawGoal {
  readonly id: string;
  readonly check?: string;
  readonly always?: string;
  readonly never?: string;
  readonly for?: Duration;
  readonly once?: boolean;
  readonly from?: Duration;
  readonly until?: Duration;
  readonly points?: number;
  readonly values?: Readonly<Record<string, string>>;
}

export interface RawExercise {
  readonly level?: Level;
  readonly goals: readonly RawGoal[];
  readonly hints?: readonly number[];
  readonly solution?: readonly RawDeed[];
  readonly mistakes?: readonly { readonly id: string; readonly do?: readonly RawDeed[]; readonly fails?: string[] }[];
  readonly allow?: Allowance;
  readonly limit?: Duration;
}

export interface RawTexts {
  readonly title?: string;
  readonly task?: string;
  readonly captions?: Readonly<Record<string, Partial<CaptionTexts>>>;
  readonly goals?: Readonly<Record<string, { readonly text: string; readonly unmet?: string }>>;
  readonly hints?: readonly string[];
  readonly solution?: string;
  readonly debrief?: string;
  readonly mistakes?: Readonly<Record<string, string>>;
}

/** The part of a scenario's spec that is about teaching. */
export interface RawLesson {
  readonly captions?: readonly RawCaption[];
  readonly exercise?: RawExercise;
  readonly texts?: Readonly<Record<string, RawTexts>>;
}

/** How much virtual time a solution may take, unless the exercise says otherwise. */
const LIMIT_MS = 600_000;

/** The lesson of a checked file; undefined for a scenario that teaches nothing by itself. */
export function toLesson(raw: RawLesson): Lesson | undefined {
  if (raw.captions === undefined && raw.exercise === undefined) return undefined;
  const captions = (raw.captions ?? []).map(toCaption);
  const texts = Object.entries(raw.texts ?? {}).map(([language, one]) => [language, toTexts(one)]);
  return {
    captions,
    ...(raw.exercise ? { exercise: toExercise(raw.exercise) } : {}),
    texts: Object.fromEntries(texts) as Record<string, LessonTexts>,
  };
}

/** Reads `Kind/name` or `Kind/namespace/name`. */
export function toObjectName(text: string): ObjectName {
  const [kind = '', first = '', second] = text.split('/');
  return second === undefined
    ? { kind, namespace: kind === 'Node' ? '' : 'default', name: first }
    : { kind, namespace: first, name: second };
}

const duration = (value: Duration): number => parseDuration(String(value));

function toGate({ at, after, when }: RawGate): Gate {
  return {
    ...(at === undefined ? {} : { atMs: duration(at) }),
    ...(after === undefined ? {} : { afterMs: duration(after) }),
    ...(when === undefined ? {} : { when }),
  };
}

function toDeed(raw: RawDeed): Deed {
  return { ...toGate(raw), action: toAction(raw) };
}

function toCaption(raw: RawCaption): Caption {
  const { id, pause = false, view, select, highlight = [], camera, speed, ask } = raw;
  return {
    id,
    ...toGate(raw),
    pause,
    ...(view === undefined ? {} : { view }),
    ...(select === undefined ? {} : { select: toObjectName(select) }),
    highlight: highlight.map(toObjectName),
    ...(camera === undefined ? {} : { camera: camera === 'whole' ? camera : toObjectName(camera) }),
    ...(speed === undefined ? {} : { speed }),
    deeds: (raw.do ?? []).map(toDeed),
    ...(ask === undefined ? {} : { ask }),
  };
}

function toExercise(raw: RawExercise): Exercise {
  return {
    ...(raw.level === undefined ? {} : { level: raw.level }),
    goals: raw.goals.map(toGoal),
    hints: raw.hints ?? [],
    solution: (raw.solution ?? []).map(toDeed),
    mistakes: (raw.mistakes ?? []).map(
      ({ id, do: deeds = [], fails = [] }): Mistake => ({ id, deeds: deeds.map(toDeed), fails }),
    ),
    allow: raw.allow ?? {},
    limitMs: raw.limit === undefined ? LIMIT_MS : duration(raw.limit),
  };
}

function toGoal(raw: RawGoal): Goal {
  const mode = raw.always === undefined ? (raw.never === undefined ? 'check' : 'never') : 'always';
  return {
    id: raw.id,
    mode,
    expression: raw[mode] ?? '',
    forMs: raw.for === undefined ? 0 : duration(raw.for),
    once: raw.once ?? false,
    fromMs: raw.from === undefined ? 0 : duration(raw.from),
    untilMs: raw.until === undefined ? Number.POSITIVE_INFINITY : duration(raw.until),
    points: raw.points ?? 1,
    values: raw.values ?? {},
  };
}

function toTexts(raw: RawTexts): LessonTexts {
  const captions = Object.entries(raw.captions ?? {}).map(([id, one]): [string, CaptionTexts] => [
    id,
    { title: '', text: '', notes: '', wait: '', question: '', choices: [], ...one },
  ]);
  const goals = Object.entries(raw.goals ?? {}).map(([id, { text, unmet = '' }]) => [id, { text, unmet }]);
  return {
    title: raw.title ?? '',
    task: raw.task ?? '',
    captions: Object.fromEntries(captions),
    goals: Object.fromEntries(goals) as LessonTexts['goals'],
    hints: raw.hints ?? [],
    solution: raw.solution ?? '',
    debrief: raw.debrief ?? '',
    mistakes: raw.mistakes ?? {},
  };
}
