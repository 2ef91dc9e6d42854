import type { YAMLException } from 'js-yaml';
import { checkDocument } from './diagnose/parser.ts';
import { YamlSyntaxError } from './diagnose/scanner.ts';

/** What is wrong with a text that is no YAML. */
export interface Diagnosis {
  /** The line, from 1. */
  readonly line: number;
  /** The words of kubectl's library: `line 3: did not find expected key`. Its line numbers have their oddities. */
  readonly message: string;
}

/** Characters that YAML does not allow anywhere. */
const CONTROL = /(?![\t\n\r\u0085])\p{Cc}/u;

/** Says what is wrong in the words and with the line number of goyaml.v2; `error` is js-yaml's own finding. */
export function diagnose(source: string, error: YAMLException): Diagnosis {
  const line = (error.mark?.line ?? 0) + 1;
  if (CONTROL.test(source)) return { line, message: 'control characters are not allowed' };
  return findSyntaxError(source) ?? { line, message: `line ${line}: ${error.reason}` };
}

/** What goyaml.v2 finds wrong with a text, if anything. */
export function findSyntaxError(source: string): Diagnosis | undefined {
  try {
    checkDocument(source);
    return undefined;
  } catch (found) {
    if (!(found instanceof YamlSyntaxError)) throw found;
    return { line: found.line + 1, message: `${lineText(found)}${found.message}` };
  }
}

/** Models parser.fail: errors of the parser, unlike those of the scanner, name the line before. */
function lineText({ line, contextLine, inScanner }: YamlSyntaxError): string {
  const named = line !== 0 ? line + (inScanner ? 1 : 0) : contextLine;
  return named === 0 ? '' : `line ${named}: `;
}
