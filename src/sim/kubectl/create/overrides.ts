import { parseApiVersion } from '../../../api/meta.ts';
import { schemaNameOf } from '../../../api/openapi.ts';
import { applyJsonPatch, type JsonPatchOperation } from '../../../api/patch/json-patch.ts';
import { applyMergePatch } from '../../../api/patch/merge-patch.ts';
import { applyStrategicMergePatch } from '../../../api/patch/strategic-merge.ts';
import { parseDocuments } from '../../../api/yaml/parse-documents.ts';
import type { AnyObject } from '../client/resource.ts';
import type { Flags } from '../flags.ts';

/** A generated object with `--overrides`, a patch of the type `--override-type`. Models cmdutil.NewOverrider. */
export function withOverrides(object: AnyObject, flags: Flags): AnyObject {
  const text = flags.string('overrides');
  if (text === '') return object;
  const patch = parsed(text);
  switch (flags.string('override-type')) {
    case 'json':
      return applyJsonPatch(object, patch as JsonPatchOperation[]) as AnyObject;
    case 'strategic': {
      const schema = schemaNameOf({ ...parseApiVersion(object.apiVersion ?? ''), kind: object.kind ?? '' } as never);
      if (schema) return applyStrategicMergePatch(object as never, patch as never, schema) as AnyObject;
      return applyMergePatch(object, patch) as AnyObject;
    }
    case 'merge':
      return applyMergePatch(object, patch) as AnyObject;
    default:
      throw new Error(`invalid override type: ${flags.string('override-type')}`);
  }
}

function parsed(text: string): unknown {
  const [document] = parseDocuments(text);
  if (!document || document.error || typeof document.value !== 'object') throw new Error('Invalid JSON Patch');
  return document.value;
}
