import type { ParseError } from '@marcbachmann/cel-js';
import { displayed } from './position.ts';

/** What may begin an operand. */
const OPERAND =
  "{'[', '{', '(', '.', '-', '!', 'true', 'false', 'null', NUM_FLOAT, NUM_INT, NUM_UINT, STRING, BYTES, IDENTIFIER}";
/** The same where a list of arguments may also end. */
const ARGUMENT = OPERAND.replace("'(', ", "'(', ')', ");

const CLOSING: Readonly<Record<string, string>> = { RPAREN: "')'", RBRACKET: "']'", RBRACE: "'}'" };

/** A syntax error in the words of cel-go's ANTLR parser, as far as one error goes: it recovers and may find more. */
export function syntaxError(source: string, error: ParseError): string {
  const at = error.range?.start ?? source.length;
  const token = tokenAt(source, at);
  const expected = /^Expected (\w+)/.exec(error.summary)?.[1];
  const say = (what: string): string => displayed(source, at, `Syntax error: ${what}`);
  if (error.code === 'unterminated_string' || (error.code === 'unexpected_character' && /[$@#~`\\]/.test(token))) {
    return say(`token recognition error at: '${error.code === 'unterminated_string' ? source.slice(at) : token}'`);
  }
  if (expected === 'IDENTIFIER') return say(`no viable alternative at input '.${token === '<EOF>' ? '' : token}'`);
  const closing = expected && CLOSING[expected];
  if (closing)
    return say(
      token === '<EOF>' ? `missing ${closing} at '<EOF>'` : `mismatched input '${token}' expecting ${closing}`,
    );
  if (error.code === 'unexpected_character') {
    const isLast = source.slice(at + token.length).trim() === '';
    return say(`${isLast ? 'extraneous' : 'mismatched'} input '${token}' expecting <EOF>`);
  }
  const before = source.slice(0, at).trimEnd();
  const inCall = /\w\s*\($/.test(before);
  const isOperator = /^[-+*/%<>=!&|?:,.)\]}]/.test(token) && at < source.length;
  return say(`${isOperator ? 'extraneous' : 'mismatched'} input '${token}' expecting ${inCall ? ARGUMENT : OPERAND}`);
}

function tokenAt(source: string, at: number): string {
  if (at >= source.length) return '<EOF>';
  return /^(\w+|"[^"]*"|'[^']*'|[<>=!]=|&&|\|\||.)/s.exec(source.slice(at))![0];
}
