import { isMap } from '../../../api/patch/json.ts';

/** Takes a path apart at its slashes, but not at `\/`. */
export function splitPath(path: string): readonly string[] {
  return path.split(/(?<!\\)\//).map((step) => step.replaceAll('\\/', '/'));
}

/**
 * Changes the values at a path; lists on the way are gone through. `create` makes what is missing on the way, except
 * in lists, and hands `undefined` to the change. Models kustomize/api/filters/fieldspec.
 */
export function changeAt(
  node: unknown,
  path: readonly string[],
  create: boolean,
  change: (value: unknown) => unknown,
): unknown {
  if (Array.isArray(node)) return node.map((item) => changeAt(item, path, create, change));
  const [step, ...rest] = path;
  if (step === undefined) return change(node);
  if (!isMap(node)) return node;
  const key = step.replace(/\[\]$/, '');
  const isList = step.endsWith('[]');
  const child = node[key] ?? undefined;
  if (child === undefined && (!create || isList)) return node;
  const next = changeAt(child === undefined && rest.length > 0 ? {} : child, rest, create, change);
  return next === child ? node : { ...node, [key]: next };
}
