/** A piece of a template. Models text/template/parse. */
export type Node =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'action'; readonly pipe: Pipe }
  | { readonly type: 'if' | 'with' | 'range'; readonly pipe: Pipe; readonly body: Body; readonly otherwise?: Body }
  | {
      readonly type: 'template';
      readonly name: string;
      readonly pipe?: Pipe;
      readonly at: number;
      readonly text: string;
    }
  | { readonly type: 'break' | 'continue' };

export type Body = readonly Node[];

/** A template with those that it defines. */
export interface Parsed {
  readonly body: Body;
  readonly defined: ReadonlyMap<string, Body>;
}

/** `$i, $v := a | b c`. */
export interface Pipe {
  readonly variables: readonly string[];
  /** `=` instead of `:=`. */
  readonly assigns: boolean;
  readonly commands: readonly Command[];
  readonly at: number;
}

/** A function or value with its arguments. */
export interface Command {
  readonly args: readonly Operand[];
  readonly at: number;
  readonly text: string;
}

/** A value in a command. `fields` are looked up in it one after the other. */
export interface Operand {
  readonly base:
    | { readonly type: 'dot' }
    | { readonly type: 'nil' }
    | { readonly type: 'variable' | 'function'; readonly name: string }
    | { readonly type: 'constant'; readonly value: string | number | bigint | boolean }
    | { readonly type: 'pipe'; readonly pipe: Pipe };
  readonly fields: readonly string[];
  readonly at: number;
  readonly text: string;
}
