import { schemaOf } from '../openapi.ts';
import type { JsonMap } from './json.ts';
import { mergeMap } from './merge-map.ts';

export { createThreeWayPatch, createTwoWayPatch } from './strategic-diff.ts';

/**
 * Applies a strategic merge patch to a document of the schema. Throws an Error with upstream's text. What the patch
 * does not touch is shared with the document. Models apimachinery/pkg/util/strategicpatch.
 */
export function applyStrategicMergePatch(document: JsonMap, patch: JsonMap, schemaName: string): JsonMap {
  return mergeMap(document, patch, schemaOf(schemaName), 'document');
}
