import type { KubeObject } from '../api/object.ts';
import type { Action } from '../api/scenario.ts';
import { parseDocuments, type YamlDocument } from '../api/yaml/parse-documents.ts';
import { toYaml } from '../api/yaml/to-yaml.ts';
import type { DiffResult } from '../protocol/diff.ts';
import type { ActionResult } from '../sim/cluster/cluster.ts';
import { unifiedDiff } from '../sim/kubectl/diff/unified.ts';
import { applyErrors } from './apply-errors.ts';

type Act = (action: Action, next: (result: ActionResult) => void) => void;

/** What kubectl is asked: how an object is, and how the server would have it after apply. Neither changes anything. */
export const DIFF_LOOKS: readonly string[] = [
  'get -f - -o yaml --ignore-not-found',
  'apply -f - --dry-run=server -o yaml',
];

/** Says of each document of a stream how its object is, and how it would be if the document were applied. */
export function diffStream(yaml: string, act: Act, done: (results: DiffResult[]) => void): void {
  const documents = parseDocuments(yaml);
  const results: DiffResult[] = [];
  const next = (index: number): void => {
    const document = documents[index];
    if (!document) {
      done(results);
      return;
    }
    const [get, apply] = DIFF_LOOKS.map((command): Action => ({ type: 'kubectl', command, stdin: document.text })) as [
      Action,
      Action,
    ];
    act(get, (found) =>
      act(apply, (applied) => {
        results.push(diffResult(document, found, applied));
        next(index + 1);
      }),
    );
  };
  next(0);
}

function diffResult(document: YamlDocument, found: ActionResult, applied: ActionResult): DiffResult {
  const live = plain(found.stdout);
  const merged = plain(applied.stdout);
  const errors = applied.exitCode === 0 ? [] : applyErrors(applied.stderr, document);
  return { line: document.line, live, merged, unified: errors.length > 0 ? '' : unifiedDiff(live, merged), errors };
}

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** The objects of what kubectl has printed, without what apply itself keeps in them: `kubectl diff` leaves that out, too. */
function plain(printed: string): string {
  const values = parseDocuments(printed).flatMap(({ value }) => {
    const { items } = (value ?? {}) as { items?: unknown };
    return (Array.isArray(items) ? items : [value]) as (KubeObject | undefined)[];
  });
  return values.flatMap((value) => (value === undefined ? [] : toYaml(withoutLastApplied(value)))).join('---\n');
}

function withoutLastApplied(object: KubeObject): KubeObject {
  const { annotations: { [LAST_APPLIED]: _, ...annotations } = {}, ...metadata } = object.metadata;
  return { ...object, metadata: Object.keys(annotations).length === 0 ? metadata : { ...metadata, annotations } };
}
