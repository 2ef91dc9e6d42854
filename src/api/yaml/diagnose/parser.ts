import { newScanner, type Scanner, type Token, type TokenType, YamlSyntaxError } from './scanner.ts';
import { peek, take } from './tokens.ts';

/**
 * Walks the first document of a YAML text and throws a YamlSyntaxError for what libyaml finds wrong. Models
 * goyaml.v2's parserc.go.
 */
export function checkDocument(source: string): void {
  const s = newScanner(source);
  while (peek(s).type === 'document') take(s);
  if (peek(s).type !== 'stream-end') parseNode(s, true, false);
  // What comes after the node is looked at, no more: it tells where the document ends.
  peek(s);
}

function fail(message: string, token: Token, contextLine: number): YamlSyntaxError {
  return new YamlSyntaxError(message, token.line, contextLine, false);
}

function nextIs(s: Scanner, ...types: readonly TokenType[]): boolean {
  return types.includes(peek(s).type);
}

function parseNode(s: Scanner, block: boolean, indentless: boolean): void {
  const start = peek(s).line;
  let hasProperties = false;
  while (nextIs(s, 'anchor', 'tag')) {
    take(s);
    hasProperties = true;
  }
  const { type } = peek(s);
  if (type === 'alias' || type === 'scalar') take(s);
  else if (type === '-' && indentless) parseIndentlessSequence(s);
  else if (type === '[') parseFlowSequence(s);
  else if (type === '{') parseFlowMapping(s);
  else if (type === 'block-sequence-start' && block) parseBlockSequence(s);
  else if (type === 'block-mapping-start' && block) parseBlockMapping(s);
  else if (!hasProperties) throw fail('did not find expected node content', peek(s), start);
}

function parseBlockSequence(s: Scanner): void {
  const start = take(s).line;
  while (nextIs(s, '-')) {
    take(s);
    if (!nextIs(s, '-', 'block-end')) parseNode(s, true, false);
  }
  if (!nextIs(s, 'block-end')) throw fail("did not find expected '-' indicator", peek(s), start);
  take(s);
}

/** A sequence that is no deeper than the key it belongs to. */
function parseIndentlessSequence(s: Scanner): void {
  while (nextIs(s, '-')) {
    take(s);
    if (!nextIs(s, '-', 'key', 'value', 'block-end')) parseNode(s, true, false);
  }
}

function parseBlockMapping(s: Scanner): void {
  const start = take(s).line;
  for (;;) {
    if (nextIs(s, 'block-end')) {
      take(s);
      return;
    }
    if (!nextIs(s, 'key')) throw fail('did not find expected key', peek(s), start);
    take(s);
    if (!nextIs(s, 'key', 'value', 'block-end')) parseNode(s, true, true);
    if (!nextIs(s, 'value')) continue;
    take(s);
    if (!nextIs(s, 'key', 'value', 'block-end')) parseNode(s, true, true);
  }
}

function parseFlowSequence(s: Scanner): void {
  const start = take(s).line;
  for (let first = true; !nextIs(s, ']'); first = false) {
    if (!first) {
      if (!nextIs(s, ',')) throw fail("did not find expected ',' or ']'", peek(s), start);
      take(s);
      if (nextIs(s, ']')) break;
    }
    if (nextIs(s, 'key')) parsePair(s, ']');
    else parseNode(s, false, false);
  }
  take(s);
}

function parseFlowMapping(s: Scanner): void {
  const start = take(s).line;
  for (let first = true; !nextIs(s, '}'); first = false) {
    if (!first) {
      if (!nextIs(s, ',')) throw fail("did not find expected ',' or '}'", peek(s), start);
      take(s);
      if (nextIs(s, '}')) break;
    }
    if (nextIs(s, 'key')) parsePair(s, '}');
    else parseNode(s, false, false);
  }
  take(s);
}

/** A key of a flow collection with its value, up to the `,` or the end. */
function parsePair(s: Scanner, end: TokenType): void {
  take(s);
  if (!nextIs(s, 'value', ',', end)) parseNode(s, false, false);
  if (!nextIs(s, 'value')) return;
  take(s);
  if (!nextIs(s, ',', end)) parseNode(s, false, false);
}
