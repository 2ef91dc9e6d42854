import { goQuote } from '../base/go-quote.ts';
import { qualifiedName } from './names.ts';
import { BINARY_OPERATORS, newRequirement, type Requirement, type SelectionOperator } from './requirement.ts';

/** A token: what it is, and the text it was. Identifiers are 'id', the end is 'end'. */
interface Token {
  readonly is: string;
  readonly text: string;
}

const SYMBOLS = ['==', '!=', ')', ',', '!', '=', '>', '<', '('];

/**
 * Parses the selector language of `-l`: `a=b,c in (d,e),!f`. The requirements come in the order of their keys.
 * Throws an Error with upstream's text. Models apimachinery/pkg/labels.Parse.
 */
export function parseRequirements(text: string): readonly Requirement[] {
  const parser = { tokens: scan(text), position: 0 };
  const requirements: Requirement[] = [];
  for (;;) {
    const token = peek(parser);
    if (token.is === 'end') break;
    if (token.is !== 'id' && token.is !== '!') {
      throw new Error(`found '${token.text}', expected: !, identifier, or 'end of string'`);
    }
    requirements.push(parseOne(parser));
    const after = take(parser);
    if (after.is === 'end') break;
    if (after.is !== ',') throw new Error(`found '${after.text}', expected: ',' or 'end of string'`);
    const next = peek(parser);
    if (next.is !== 'id' && next.is !== '!') throw new Error(`found '${next.text}', expected: identifier after ','`);
  }
  return requirements.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
}

interface Parser {
  readonly tokens: readonly Token[];
  position: number;
}

/** `in` and `notin` are words too: only `takeOperator` sees them as operators. */
function peek(parser: Parser): Token {
  const token = parser.tokens[Math.min(parser.position, parser.tokens.length - 1)]!;
  return token.is === 'in' || token.is === 'notin' ? { is: 'id', text: token.text } : token;
}

function take(parser: Parser): Token {
  const token = peek(parser);
  parser.position++;
  return token;
}

function parseOne(parser: Parser): Requirement {
  try {
    return parseRequirement(parser);
  } catch (error) {
    throw new Error(`unable to parse requirement: ${(error as Error).message}`);
  }
}

function parseRequirement(parser: Parser): Requirement {
  let token = take(parser);
  const negated = token.is === '!';
  if (negated) token = take(parser);
  if (token.is !== 'id') throw new Error(`found '${token.text}', expected: identifier`);
  const key = token.text;
  const invalid = qualifiedName(key);
  // Upstream has no path here and prints it as <nil>.
  if (invalid.length > 0) throw new Error(`<nil>: Invalid value: ${goQuote(key)}: ${invalid.join('; ')}`);
  if (negated) return newRequirement(key, '!', []);
  const next = peek(parser).is;
  if (next === 'end' || next === ',') return newRequirement(key, 'exists', []);
  const operator = takeOperator(parser);
  const values = operator === 'in' || operator === 'notin' ? parseValues(parser) : [parseExactValue(parser)];
  return newRequirement(key, operator, values);
}

function takeOperator(parser: Parser): SelectionOperator {
  const { is, text } = parser.tokens[parser.position++]!;
  if (is === '>') return 'gt';
  if (is === '<') return 'lt';
  if (is === 'in' || is === 'notin' || is === '=' || is === '==' || is === '!=') return is;
  throw new Error(`found '${text}', expected: ${BINARY_OPERATORS.join(', ')}`);
}

function parseValues(parser: Parser): readonly string[] {
  const open = take(parser);
  if (open.is !== '(') throw new Error(`found '${open.text}' expected: '('`);
  const first = peek(parser);
  if (first.is === ')') {
    take(parser);
    return [''];
  }
  if (first.is !== 'id' && first.is !== ',') {
    throw new Error(`found '${first.text}', expected: ',', ')' or identifier`);
  }
  const values = parseList(parser);
  if (take(parser).is !== ')') throw new Error(`found '${first.text}', expected: ')'`);
  return values;
}

/** A list of values up to its `)`; sorted, each once. Nothing between two commas is an empty value. */
function parseList(parser: Parser): readonly string[] {
  const values = new Set<string>();
  for (;;) {
    const token = take(parser);
    const next = peek(parser);
    if (token.is === 'id') {
      values.add(token.text);
      if (next.is === ')') break;
      if (next.is !== ',') throw new Error(`found '${next.text}', expected: ',' or ')'`);
    } else if (token.is === ',') {
      if (values.size === 0 || next.is === ',' || next.is === ')') values.add('');
      if (next.is === ')') break;
    } else {
      throw new Error(`found '${token.text}', expected: ',', or identifier`);
    }
  }
  return [...values].sort();
}

function parseExactValue(parser: Parser): string {
  const next = peek(parser);
  if (next.is === 'end' || next.is === ',') return '';
  const token = take(parser);
  if (token.is === 'id') return token.text;
  throw new Error(`found '${token.text}', expected: identifier`);
}

function scan(text: string): readonly Token[] {
  const tokens: Token[] = [];
  const pattern = /[ \t\r\n]+|([=!(),><])|([^=!(),>< \t\r\n]+)/g;
  for (let found = pattern.exec(text); found; found = pattern.exec(text)) {
    if (found[2] !== undefined) {
      const word = found[2];
      tokens.push({ is: word === 'in' || word === 'notin' ? word : 'id', text: word });
    } else if (found[1] !== undefined) {
      const symbol = SYMBOLS.find((candidate) => text.startsWith(candidate, found!.index))!;
      pattern.lastIndex = found.index + symbol.length;
      tokens.push({ is: symbol, text: symbol });
    }
  }
  tokens.push({ is: 'end', text: '' });
  return tokens;
}
