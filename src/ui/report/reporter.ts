/** A course platform around the page: keeps the state between visits and takes scores. */
export interface Reporter {
  /** The state that was reported last; undefined when there is none, or when nobody answers. */
  restore(): Promise<string | undefined>;
  /**
   * Takes what has been reached.
   * @param score share of the points, 0 to 1
   * @param state a situation, as a link holds it
   */
  report(score: number, isSolved: boolean, state: string): void;
}
