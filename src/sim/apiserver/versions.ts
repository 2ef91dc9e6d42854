import type { OtherVersion } from '../../api/kind.ts';
import type { KubeObject } from '../../api/object.ts';
import type { ObjectList, WatchEvent } from '../../api/request.ts';
import type { Served } from './resource.ts';

/** What objects are in other versions: the same object converts to the same result. */
const memos = new WeakMap<OtherVersion, WeakMap<KubeObject, KubeObject>>();

/** A stored object, or each of a list, in the version of a request; a list's own fields are renamed too. */
export function inVersion(served: Served | undefined, body: unknown): unknown {
  if (!served?.other) return body;
  const { items } = body as ObjectList;
  if (!items) return converted(served.other, body as KubeObject);
  const { other, apiVersion } = served;
  return { ...(body as ObjectList), apiVersion, items: items.map((item) => converted(other, item)) };
}

/** A watch event in the version of a request; a bookmark has hardly an object. */
export function eventIn(served: Served, event: WatchEvent): WatchEvent {
  if (!served.other || event.type === 'ERROR') return event;
  const { object } = event;
  const bookmark = event.type === 'BOOKMARK';
  return {
    ...event,
    object: bookmark ? { ...object, apiVersion: served.apiVersion } : converted(served.other, object),
  };
}

/** An object that came in the version of a request in its stored form. */
export function storedForm(served: Served | undefined, body: unknown): unknown {
  return served?.other ? served.other.toStored(body as KubeObject) : body;
}

function converted(other: OtherVersion, object: KubeObject): KubeObject {
  let memo = memos.get(other);
  if (!memo) {
    memo = new WeakMap();
    memos.set(other, memo);
  }
  let result = memo.get(object);
  if (!result) {
    result = other.fromStored(object);
    memo.set(object, result);
  }
  return result;
}
