import { type Environment, EvaluationError } from '@marcbachmann/cel-js';
import { formatted } from './format.ts';

/** What strings can do beyond the language itself. Models cel-go's ext.Strings, version 2. */
export function addStrings(environment: Environment): Environment {
  return environment
    .registerFunction('string.charAt(int): string', (text: string, at: bigint) => {
      const letters = [...text];
      if (at < 0n || at > BigInt(letters.length)) throw new EvaluationError(`index out of range: ${at}`);
      return letters[Number(at)] ?? '';
    })
    .registerFunction('string.replace(string, string): string', (text: string, from: string, to: string) =>
      text.replaceAll(from, () => to),
    )
    .registerFunction(
      'string.replace(string, string, int): string',
      (text: string, from: string, to: string, count: bigint) => replaced(text, from, to, Number(count)),
    )
    .registerFunction('string.format(list<dyn>): string', formatted);
}

function replaced(text: string, from: string, to: string, count: number): string {
  if (count < 0) return text.replaceAll(from, () => to);
  const parts = text.split(from);
  const head = parts.slice(0, count + 1).join(to);
  const rest = parts.slice(count + 1);
  return rest.length > 0 ? [head, ...rest].join(from) : head;
}
