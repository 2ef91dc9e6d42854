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
