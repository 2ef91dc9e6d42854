import { type Environment, EvaluationError, ParseError } from '@marcbachmann/cel-js';
import { syntaxError } from './syntax-errors.ts';
import { typeError } from './type-errors.ts';

/** What came of an evaluation. */
export type Outcome = { readonly value: unknown } | { readonly error: string };

/** An expression that can be evaluated, or why it cannot. */
export type Compiled =
  | { readonly type: string; evaluate(variables: Readonly<Record<string, unknown>>): Outcome }
  | { readonly problem: string };

/** Reads and checks an expression. Problems are in cel-go's words; `dyn` may become any type. */
export function compile(environment: Environment, source: string, expected?: readonly string[]): Compiled {
  const checked = environment.check(source);
  if (!checked.valid) {
    const { error } = checked;
    if (!error) return { problem: 'compilation failed: unknown error' };
    const text = error instanceof ParseError ? syntaxError(source, error) : typeError(source, error as never);
    return { problem: `compilation failed: ${text}` };
  }
  const type = (checked.type ?? 'dyn').replace(/<.*/s, '');
  if (expected && type !== 'dyn' && !expected.includes(type)) {
    const list = expected.map((each) => (each === 'null_type' ? 'null_type' : each));
    return {
      problem: list.length === 1 ? `must evaluate to ${list[0]}` : `must evaluate to one of [${list.join(' ')}]`,
    };
  }
  const program = environment.parse(source);
  return {
    type,
    evaluate(variables) {
      try {
        return { value: program(variables as never) as unknown };
      } catch (error) {
        return { error: runtimeError(error) };
      }
    },
  };
}

/** A failure of an evaluation in cel-go's words; what else goes wrong is no failure of the expression. */
function runtimeError(error: unknown): string {
  if (!(error instanceof EvaluationError)) {
    if (error instanceof Error && error.message.startsWith('cel: ')) return error.message.slice('cel: '.length);
    throw error;
  }
  const { code, summary } = error;
  if (summary.startsWith('cel: ')) return summary.slice('cel: '.length);
  switch (code) {
    case 'no_such_key':
      return `no such key: ${summary.replace(/^No such key: /, '')}`;
    case 'index_out_of_bounds':
      return `index out of bounds: ${/index (-?\d+)/.exec(summary)?.[1] ?? ''}`;
    case 'no_such_overload':
    case 'no_matching_overload':
    case 'invalid_logical_operand':
      return 'no such overload';
    case 'numeric_overflow':
      return 'integer overflow';
    default:
      return summary;
  }
}
