import { deepEqual } from '../../../base/equal.ts';
import type { AnyObject } from '../client/resource.ts';

type Data = Readonly<Record<string, unknown>>;

/** The two versions of a Secret with their values hidden. Models diff.Masker. */
export function maskSecrets(
  live: AnyObject | undefined,
  merged: AnyObject | undefined,
): readonly [live: AnyObject | undefined, merged: AnyObject | undefined] {
  const [from, to] = [dataOf(live), dataOf(merged)];
  const hide = (object: AnyObject | undefined, own: Data, other: Data, changed: string): AnyObject | undefined => {
    if (!object || object['data'] === undefined) return object;
    const data = Object.fromEntries(
      Object.keys(own).map((key) => [key, key in other && !deepEqual(own[key], other[key]) ? changed : '***']),
    );
    return { ...object, data };
  };
  return [hide(live, from, to, '*** (before)'), hide(merged, to, from, '*** (after)')];
}

function dataOf(object: AnyObject | undefined): Data {
  return (object?.['data'] as Data | undefined) ?? {};
}
