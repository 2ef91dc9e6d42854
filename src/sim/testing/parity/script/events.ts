import { objectKey } from '../../../../api/object.ts';
import EventKind from '../../../../kinds/event/kind.ts';
import { differencesOf } from '../compare.ts';
import type { Difference } from '../result.ts';
import type { ScriptWorld } from './script-world.ts';

/** A text with the names that upstream draws at random masked as the cases mask them. */
export type Mask = (text: string) => string;

/** What a case says of how often an event came. */
const REMARK = / \((?:once|twice|\d+ times)\b.*\)$/;

/** All events about objects of a kind as `Type Reason: message`, in the order in which they were last written. */
export function eventTexts(world: ScriptWorld, kind: string): readonly string[] {
  return world
    .list(EventKind, '')
    .filter(({ involvedObject }) => involvedObject.kind === kind)
    .map((event) => ({ order: Number(event.metadata.resourceVersion), key: objectKey(event), event }))
    .sort((a, b) => a.order - b.order)
    .map(({ event }) => `${event.type} ${event.reason}: ${event.message}`);
}

/** Compares the events of a case: each text once, in any order, since a recorder merges repeats. */
export function compareEvents(expected: unknown, texts: readonly string[], mask: Mask): Difference[] {
  if (!Array.isArray(expected)) return [];
  const wanted = expected.map((each: unknown) =>
    (typeof each === 'string' ? each : (each as { readonly event: string }).event).replace(REMARK, ''),
  );
  const once = (list: readonly string[]): string[] => [...new Set(list)].sort();
  return differencesOf(once(wanted.map(mask)), once(texts.map(mask)), 'events');
}

/** A text without the random ends of names; what the cases write for them is the same mask. */
export function unnamed(text: string): string {
  return text
    .replace(/<(hash|id|name|node)>/g, '<rand>')
    .replace(/-[bcdfghjklmnpqrstvwxz2456789]{8,10}-[bcdfghjklmnpqrstvwxz2456789]{5}\b/g, '-<rand>')
    .replace(/-[bcdfghjklmnpqrstvwxz2456789]{5,10}\b/g, '-<rand>');
}
