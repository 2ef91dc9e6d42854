/** How far a goal is, as words and marks show it. */
export interface GoalRow {
  readonly id: string;
  /** `open`: not so now; `holding`: so now, and has to stay so for a while; `failed`: cannot be met any more. */
  readonly state: 'open' | 'holding' | 'met' | 'failed';
  /** Since when it is in this state, in virtual time. */
  readonly sinceMs: number;
  /** What its values are now, by name. */
  readonly values: Readonly<Record<string, string>>;
  /** Why its expression could not be answered, '' when it could. */
  readonly trouble: string;
}

/** The goals of an exercise, whenever one has changed. */
export interface GoalNews {
  readonly goals: readonly GoalRow[];
  /** When all were met at once for the first time; null before. */
  readonly solvedMs: number | null;
}

/** Where a lecture is. */
export interface CaptionNews {
  /** Number of the caption that is shown; -1 before the first. */
  readonly index: number;
  /** When it was shown. */
  readonly shownMs: number;
  /** When the gate of the next one opened; null while it is shut, or when there is none. */
  readonly openMs: number | null;
}

/** What the page says to the lesson of a run. Calls carry an `id`. */
export type LessonToWorker =
  /** Shows a caption of the lecture: the gate of the next one is watched from now on, or from when it was shown before. */
  | { readonly type: 'caption'; readonly index: number; readonly shownMs: number | null }
  /** Does what the solution of the exercise, or a caption, says. Answered by `output` when all is done. */
  | {
      readonly type: 'play-deeds';
      readonly id: number;
      readonly of: 'solution' | 'caption';
      readonly index: number;
    }
  /** Asks for what the person has done so far, as steps of a scenario. Answered by `recorded`. */
  | { readonly type: 'record'; readonly id: number }
  /** Asks what does not hold of the lesson in a scenario's text when it is played. Answered by `checked`. */
  | { readonly type: 'check'; readonly id: number; readonly scenario: string }
  /** Asks for the value of an expression as goals have them. */
  | { readonly type: 'evaluate'; readonly id: number; readonly expression: string };

/** The answer to `evaluate`. */
export interface Evaluated {
  readonly type: 'evaluated';
  readonly id: number;
  /** In words. */
  readonly value: string;
  /** The expression is a predicate that holds. */
  readonly isTrue: boolean;
  /** Why it has no value, else ''. */
  readonly trouble: string;
}

/** Something that a person has done, as a step of a scenario. */
export interface RecordedStep {
  /** When, as Go writes durations. */
  readonly at: string;
  /** The step's fields beside `at`; none where it cannot be a step. */
  readonly step: Readonly<Record<string, unknown>>;
  /** It only looks: leaving it out changes nothing. */
  readonly looks: boolean;
  /** What cannot be a step, in words; '' for what can. */
  readonly lost: string;
}

/** The answer to `record`. */
export interface Recorded {
  readonly type: 'recorded';
  readonly id: number;
  readonly steps: readonly RecordedStep[];
}

/** The answer to `check`: nothing when all holds. */
export interface Checked {
  readonly type: 'checked';
  readonly id: number;
  readonly faults: readonly string[];
}
