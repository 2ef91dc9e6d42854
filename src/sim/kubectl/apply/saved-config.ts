import type { AnyObject } from '../client/resource.ts';
import type { Invocation } from '../invocation.ts';
import { LAST_APPLIED, withLastApplied } from './last-applied.ts';

/** The object with its last-applied annotation, if `--save-config` asks for it or it has one. Models util.CreateOrUpdateAnnotation. */
export function savedConfig({ flags }: Invocation, object: AnyObject): AnyObject {
  const has = object.metadata?.annotations?.[LAST_APPLIED] !== undefined;
  return flags.bool('save-config') || has ? withLastApplied(object) : object;
}
