import type { Action } from '../scenario.ts';

/** What a scenario teaches: captions that a lecturer steps through, an exercise that checks itself, or both. */
export interface Lesson {
  readonly captions: readonly Caption[];
  readonly exercise?: Exercise;
  /** Texts by language (`en`, `de`). */
  readonly texts: Readonly<Record<string, LessonTexts>>;
}

/** What has to be so before something happens: all that is given of it. */
export interface Gate {
  /** Virtual time since the cluster was up. */
  readonly atMs?: number;
  /** Virtual time since the caption or deed before. */
  readonly afterMs?: number;
  /** A CEL predicate over the cluster. */
  readonly when?: string;
}

/** One step of a lecture: words, what to look at, and what is done when it is shown. */
export interface Caption extends Gate {
  readonly id: string;
  /** The model pauses at the moment in which the gate opens. */
  readonly pause: boolean;
  /** The view to show; the present one stays where nothing is said. */
  readonly view?: string;
  /** What the inspector shows. */
  readonly select?: ObjectName;
  /** What is marked in the figure. */
  readonly highlight: readonly ObjectName[];
  /** Where the camera goes: to an object, or back to the whole figure. */
  readonly camera?: ObjectName | 'whole';
  /** Virtual seconds per second from now on. */
  readonly speed?: number;
  readonly deeds: readonly Deed[];
  readonly ask?: Question;
}

/** An object as lessons name it: `Node/node-2`, `Deployment/shop/web`; without a namespace it is in `default`. */
export interface ObjectName {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** Something that a class guesses. */
export interface Question {
  /** A choice of the texts, a node, or a number. */
  readonly type: 'choice' | 'node' | 'number';
  /** CEL: the truth, when it is revealed; of a choice its index from 0. */
  readonly answer: string;
}

/** An input of a caption, a solution or a mistake; each begins when the one before is done. */
export interface Deed extends Gate {
  readonly action: Action;
}

/** The levels of the course, in order. */
export const LEVELS = ['first-steps', 'workloads', 'services', 'configuration', 'operations'] as const;
export type Level = (typeof LEVELS)[number];

/** A task that checks itself by what the cluster is like, however one got there. */
export interface Exercise {
  readonly level?: Level;
  readonly goals: readonly Goal[];
  /** What each hint costs, in points. */
  readonly hints: readonly number[];
  readonly solution: readonly Deed[];
  readonly mistakes: readonly Mistake[];
  readonly allow: Allowance;
  /** How much virtual time the solution may take. */
  readonly limitMs: number;
}

/** What a person may do; undefined allows everything. */
export interface Allowance {
  /** First words after kubectl. */
  readonly commands?: readonly string[];
  readonly views?: readonly string[];
  readonly faults?: readonly string[];
}

/** A named predicate over the cluster. */
export interface Goal {
  readonly id: string;
  /** `check` has to be true now, `always` all the time, `never` at no time. */
  readonly mode: 'check' | 'always' | 'never';
  /** CEL. An expression that fails, as for an object that is not there, is not true. */
  readonly expression: string;
  /** A `check` has to be true for so long without a gap. */
  readonly forMs: number;
  /** Once reached, a `check` stays reached. */
  readonly once: boolean;
  /** When `always` and `never` begin and end to count, or a `check` may be reached at last; since the cluster was up. */
  readonly fromMs: number;
  readonly untilMs: number;
  readonly points: number;
  /** CEL by name, for the words that say what is unmet. */
  readonly values: Readonly<Record<string, string>>;
}

/** What people often do instead, and which goals are missed by it. */
export interface Mistake {
  readonly id: string;
  readonly deeds: readonly Deed[];
  readonly fails: readonly string[];
}

/** All words of a lesson in one language. */
export interface LessonTexts {
  readonly title: string;
  /** Paragraphs with `code` between backquotes. */
  readonly task: string;
  readonly captions: Readonly<Record<string, CaptionTexts>>;
  readonly goals: Readonly<Record<string, GoalTexts>>;
  readonly hints: readonly string[];
  /** What the model solution does, and why. */
  readonly solution: string;
  readonly debrief: string;
  readonly mistakes: Readonly<Record<string, string>>;
}

export interface CaptionTexts {
  readonly title: string;
  readonly text: string;
  /** For the presenter alone. */
  readonly notes: string;
  /** What the gate waits for. */
  readonly wait: string;
  readonly question: string;
  readonly choices: readonly string[];
}

export interface GoalTexts {
  readonly text: string;
  /** What is still unmet; `{name}` stands for a value of the goal. */
  readonly unmet: string;
}
