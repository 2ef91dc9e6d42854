import { scanBlock, scanPlain, scanQuoted } from './scalars.ts';
import {
  atDocumentIndicator,
  charAt,
  inFlow,
  isBlankOrEnd,
  isBreak,
  isKeyValid,
  push,
  removeKey,
  rollIndent,
  type Scanner,
  saveKey,
  scannerError,
  skip,
  skipToToken,
  type Token,
  type TokenType,
  unrollIndent,
} from './scanner.ts';

/** The next token, left where it is. Reads on as long as a key may turn out to begin before it. */
export function peek(s: Scanner): Token {
  for (;;) {
    if (s.tokens.length > 0) {
      const key = s.keys.find((candidate) => candidate?.tokenNumber === s.taken);
      if (!isKeyValid(s, key)) return s.tokens[0]!;
    }
    fetch(s);
  }
}

export function take(s: Scanner): Token {
  const token = peek(s);
  s.tokens.shift();
  s.taken++;
  return token;
}

function fetch(s: Scanner): void {
  skipToToken(s);
  unrollIndent(s, s.column);
  const c = charAt(s);
  if (s.at >= s.source.length) fetchEnd(s);
  else if (s.column === 0 && c === '%') fetchDirective(s);
  else if (atDocumentIndicator(s)) fetchDocument(s);
  else if (c === '[' || c === '{') fetchFlowStart(s, c);
  else if (c === ']' || c === '}') fetchFlowEnd(s, c);
  else if (c === ',') fetchFlowEntry(s);
  else if (c === '-' && isBlankOrEnd(charAt(s, 1))) fetchBlockEntry(s);
  else if (c === '?' && (inFlow(s) || isBlankOrEnd(charAt(s, 1)))) fetchKey(s);
  else if (c === ':' && (inFlow(s) || isBlankOrEnd(charAt(s, 1)))) fetchValue(s);
  else if (c === '*' || c === '&') fetchAnchor(s, c === '*' ? 'alias' : 'anchor');
  else if (c === '!') fetchTag(s);
  else if ((c === '|' || c === '>') && !inFlow(s)) {
    removeKey(s);
    s.keyAllowed = true;
    scanBlock(s);
  } else if (c === "'" || c === '"') {
    saveKey(s);
    s.keyAllowed = false;
    scanQuoted(s, c);
  } else if (
    !/[\s\0\-?:,[\]{}#&*!|>'"%@`]/.test(c) ||
    (c === '-' && !isBlankOrEnd(charAt(s, 1))) ||
    (!inFlow(s) && (c === '?' || c === ':'))
  ) {
    saveKey(s);
    s.keyAllowed = false;
    scanPlain(s);
  } else throw scannerError(s, 'found character that cannot start any token');
}

function fetchEnd(s: Scanner): void {
  if (s.column !== 0) {
    s.column = 0;
    s.line++;
  }
  unrollIndent(s, -1);
  removeKey(s);
  s.keyAllowed = false;
  push(s, 'stream-end');
}

function fetchDirective(s: Scanner): void {
  unrollIndent(s, -1);
  removeKey(s);
  s.keyAllowed = false;
  if (isBlankOrEnd(charAt(s, 1))) throw scannerError(s, 'could not find expected directive name');
  if (!/^%(YAML|TAG)\s/.test(s.source.slice(s.at, s.at + 6))) throw scannerError(s, 'found unknown directive name');
  while (s.at < s.source.length && !isBreak(charAt(s))) skip(s);
}

function fetchDocument(s: Scanner): void {
  unrollIndent(s, -1);
  removeKey(s);
  s.keyAllowed = false;
  push(s, 'document');
  skip(s, 3);
}

function fetchFlowStart(s: Scanner, type: TokenType): void {
  saveKey(s);
  s.keys.push(undefined);
  s.keyAllowed = true;
  push(s, type);
  skip(s);
}

function fetchFlowEnd(s: Scanner, type: TokenType): void {
  removeKey(s);
  if (inFlow(s)) s.keys.pop();
  s.keyAllowed = false;
  push(s, type);
  skip(s);
}

function fetchFlowEntry(s: Scanner): void {
  removeKey(s);
  s.keyAllowed = true;
  push(s, ',');
  skip(s);
}

function fetchBlockEntry(s: Scanner): void {
  if (!inFlow(s)) {
    if (!s.keyAllowed) throw scannerError(s, 'block sequence entries are not allowed in this context');
    rollIndent(s, s.column, 'block-sequence-start', s.line);
  }
  removeKey(s);
  s.keyAllowed = true;
  push(s, '-');
  skip(s);
}

function fetchKey(s: Scanner): void {
  if (!inFlow(s)) {
    if (!s.keyAllowed) throw scannerError(s, 'mapping keys are not allowed in this context');
    rollIndent(s, s.column, 'block-mapping-start', s.line);
  }
  removeKey(s);
  s.keyAllowed = !inFlow(s);
  push(s, 'key');
  skip(s);
}

/** A `:`, which makes what came before it a key. */
function fetchValue(s: Scanner): void {
  const key = s.keys.at(-1);
  if (isKeyValid(s, key)) {
    s.tokens.splice(key.tokenNumber - s.taken, 0, { type: 'key', line: key.line });
    rollIndent(s, key.column, 'block-mapping-start', key.line, key.tokenNumber);
    s.keys[s.keys.length - 1] = undefined;
    s.keyAllowed = false;
  } else {
    if (!inFlow(s)) {
      if (!s.keyAllowed) throw scannerError(s, 'mapping values are not allowed in this context');
      rollIndent(s, s.column, 'block-mapping-start', s.line);
    }
    s.keyAllowed = !inFlow(s);
  }
  push(s, 'value');
  skip(s);
}

function fetchAnchor(s: Scanner, type: TokenType): void {
  saveKey(s);
  s.keyAllowed = false;
  push(s, type);
  skip(s);
  const start = s.at;
  while (/[0-9A-Za-z_-]/.test(charAt(s))) skip(s);
  if (s.at === start || !(isBlankOrEnd(charAt(s)) || '?:,]}%@`'.includes(charAt(s)))) {
    throw scannerError(s, 'did not find expected alphabetic or numeric character');
  }
}

function fetchTag(s: Scanner): void {
  saveKey(s);
  s.keyAllowed = false;
  push(s, 'tag');
  while (!isBlankOrEnd(charAt(s)) && !(inFlow(s) && ',[]{}'.includes(charAt(s)))) skip(s);
}
