/** A line of the palette: something to find, or to do. */
export interface Entry {
  readonly key: string;
  /** What is searched, and shown. */
  readonly name: string;
  /** What it is: `Pod in default`, `Scenario`, `Command`. */
  readonly what: string;
  /** The key that does the same, '' for none. */
  readonly shortcut: string;
  readonly run: () => void;
}
