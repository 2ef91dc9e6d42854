import type { Process } from '../../../api/process.ts';
import { ApiError } from '../../../api/status.ts';
import { parseDocuments } from '../../../api/yaml/parse-documents.ts';
import { toYaml } from '../../../api/yaml/to-yaml.ts';
import { deepEqual } from '../../../base/equal.ts';
import { goQuote } from '../../../base/go-quote.ts';
import type { AnyObject } from '../client/resource.ts';
import { ExitError, textOf } from '../errors.ts';
import type { Invocation } from '../invocation.ts';
import { goJson, goVerbose } from '../print/go-values.ts';
import { listOf } from '../print/objects.ts';
import { printResult } from '../print/result.ts';
import type { Info } from '../resource/info.ts';
import { temporaryName } from '../temporary-name.ts';
import { addError, type EditResults, headerText } from './results.ts';
import { contentOf, withoutComments } from './strip.ts';

export type Edited = Info & { readonly object: AnyObject };

/** What is done with what was saved. */
export interface EditMode {
  readonly ofLastApplied: boolean;
  /** Writes a changed object; returns it as the server has it then. */
  save(original: Edited, object: AnyObject): Process<AnyObject>;
}

/** Opens objects in the editor until they are saved or given up. Models EditOptions.Run of kubectl/pkg/cmd/util/editor. */
export function* editObjects(invocation: Invocation, infos: readonly Edited[], mode: EditMode): Process<void> {
  const { env, flags, err } = invocation;
  const asJson = flags.string('output') === 'json';
  const original = textOfObjects(infos, asJson);
  let results: EditResults = { reasons: [], retryable: 0, notFound: 0 };
  let last: string | undefined;
  for (;;) {
    const header = asJson ? '' : headerText(results.reasons, mode.ofLastApplied);
    const file = temporaryName(env, 'kubectl-edit-', asJson ? '.json' : '.yaml');
    const keep = (error: unknown): unknown => {
      err(`A copy of your changes has been stored to ${goQuote(file)}\n`);
      return error;
    };
    const shown = header + (last === undefined ? original : withoutComments(last));
    const edited = yield* openEditor(invocation, file, shown);
    if (last !== undefined && contentOf(last) === contentOf(edited)) {
      throw keep(new Error('Edit cancelled, no valid changes were saved.'));
    }
    results = { reasons: [], retryable: 0, notFound: 0 };
    const problem = problemOf(edited);
    if (problem !== undefined) {
      err(addError(results, invalidFile(problem), infos[0]!));
      last = edited;
      continue;
    }
    if (contentOf(original) === contentOf(edited)) {
      err('Edit cancelled, no changes made.\n');
      return;
    }
    try {
      yield* saveAll(invocation, infos, objectsOf(edited), mode, results);
    } catch (error) {
      throw keep(error);
    }
    if (finish(invocation, results, file)) return;
    last = edited;
  }
}

/** Whether the edit is over; false opens the editor again. */
function finish({ err }: Invocation, results: EditResults, file: string): boolean {
  if (results.retryable > 0) {
    err(`You can run \`kubectl replace -f ${file}\` to try this update again.\n`);
    throw new ExitError(1);
  }
  if (results.notFound > 0) {
    err(`The edits you made on deleted resources have been saved to ${goQuote(file)}\n`);
    throw new ExitError(1);
  }
  return results.reasons.length === 0;
}

function* openEditor({ env }: Invocation, file: string, text: string): Process<string> {
  if (!env.edit) throw new Error('unable to launch the editor "vi"');
  return (yield* env.edit(file, text)) ?? text;
}

function textOfObjects(infos: readonly Edited[], asJson: boolean): string {
  const objects = infos.map(({ object }) => withoutManagedFields(object));
  const whole = objects.length === 1 ? objects[0]! : listOf(objects);
  return asJson ? `${goJson(whole, 4)}\n` : toYaml(whole);
}

function withoutManagedFields(object: AnyObject): AnyObject {
  if (object.metadata?.['managedFields'] === undefined) return object;
  const { managedFields: _, ...metadata } = object.metadata;
  return { ...object, metadata };
}

/** What makes a text no manifest; `undefined` for one that is. */
function problemOf(text: string): string | undefined {
  const documents = parseDocuments(withoutComments(text));
  const broken = documents.find(({ error }) => error)?.error;
  if (broken) return broken.message.replace('error converting YAML to JSON: ', '');
  const [value] = documents.map((document) => document.value);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'invalid object to validate';
  const { apiVersion, kind } = value as AnyObject;
  const missing = [
    ...(apiVersion === undefined
      ? ['apiVersion not set']
      : typeof apiVersion === 'string'
        ? []
        : ["apiVersion isn't string type"]),
    ...(kind === undefined ? ['kind not set'] : typeof kind === 'string' ? [] : ["kind isn't string type"]),
  ];
  if (missing.length === 0) return undefined;
  return missing.length === 1 ? missing[0] : `[${missing.join(', ')}]`;
}

function invalidFile(problem: string): ApiError {
  const message = `Invalid value: "The edited file failed validation": ${problem}`;
  const causes = [{ reason: 'FieldValueInvalid', message, field: '<nil>' }];
  return new ApiError(422, 'Invalid', message, { causes });
}

function objectsOf(text: string): readonly AnyObject[] {
  return parseDocuments(text).flatMap(({ value }) => {
    const object = (value ?? {}) as AnyObject;
    return object.kind?.endsWith('List') && Array.isArray(object['items'])
      ? (object['items'] as AnyObject[])
      : [object];
  });
}

function* saveAll(
  invocation: Invocation,
  infos: readonly Edited[],
  objects: readonly AnyObject[],
  mode: EditMode,
  results: EditResults,
): Process<void> {
  const { namespace: wanted, err } = invocation;
  for (const object of objects) {
    const own = object.metadata?.namespace;
    if (own && own !== wanted && infos.some((info) => info.namespace === wanted)) {
      throw new Error(
        `the namespace from the provided object ${goQuote(own)} does not match the namespace ${goQuote(wanted)}. You must pass '--namespace=${own}' to perform this operation.`,
      );
    }
  }
  for (const object of objects) {
    const info = infos.find((each) => each.object.metadata?.uid === object.metadata?.uid);
    if (!info) {
      const given = { ...object, metadata: { namespace: wanted, ...object.metadata } };
      throw new Error(`no original object found for &unstructured.Unstructured{Object:${goVerbose(given)}}`);
    }
    if (deepEqual(object, withoutManagedFields(info.object))) {
      printResult(silent(invocation), info, object, 'skipped');
      continue;
    }
    const isOther =
      object.apiVersion !== info.object.apiVersion ||
      object.kind !== info.object.kind ||
      object.metadata?.name !== info.object.metadata?.name;
    if (isOther) throw new Error('At least one of apiVersion, kind and name was changed');
    let saved: AnyObject;
    try {
      saved = yield* mode.save(info, object);
    } catch (error) {
      if (!(error instanceof ApiError)) throw new Error(textOf(error));
      err(addError(results, error, info));
      continue;
    }
    printResult(silent(invocation), info, saved, 'edited');
  }
}

/** `-o` is the form of the text in the editor; the results are always named. */
function silent(invocation: Invocation): Invocation {
  const { flags } = invocation;
  return { ...invocation, flags: { ...flags, string: (name) => (name === 'output' ? '' : flags.string(name)) } };
}
