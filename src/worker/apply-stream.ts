import type { Action } from '../api/scenario.ts';
import { parseDocuments } from '../api/yaml/parse-documents.ts';
import type { ApplyResult } from '../protocol/messages.ts';
import type { ActionResult } from '../sim/cluster/cluster.ts';
import { applyErrors } from './apply-errors.ts';

/** Carries out one input of a stream; `isContinued` for all but its first. */
type Act = (action: Action, isContinued: boolean, next: (result: ActionResult) => void) => void;

/** Applies a YAML stream document by document, so that each error finds its line. */
export function applyStream(yaml: string, act: Act, done: (results: ApplyResult[]) => void): void {
  const documents = parseDocuments(yaml);
  if (documents.length === 0) {
    act({ type: 'apply', yaml }, false, ({ stdout, stderr }) => {
      const message = stderr.trim();
      done([{ line: 1, output: stdout.trim(), stderr: message, errors: message ? [{ line: 0, message }] : [] }]);
    });
    return;
  }
  const results: ApplyResult[] = [];
  const next = (index: number): void => {
    const document = documents[index];
    if (!document) {
      done(results);
      return;
    }
    act({ type: 'apply', yaml: document.text }, index > 0, ({ stdout, stderr, exitCode }) => {
      const errors = exitCode === 0 ? [] : applyErrors(stderr, document);
      results.push({ line: document.line, output: stdout.trim(), stderr: stderr.trim(), errors });
      next(index + 1);
    });
  };
  next(0);
}
