import type { Shortage } from '../cloud/node-group.ts';
import { FaultError, type FaultTargets } from './fault.ts';

/**
 * Makes the cloud short of machines for a group. Returns how to end it. Throws FaultError for what is neither the name of
 * a group nor of a machine of one.
 */
export function fallShort({ controlPlane }: FaultTargets, target: string, shortage: Shortage): () => void {
  const groups = controlPlane.cloud?.groups ?? [];
  const group = groups.find(({ spec, nodes }) => spec.name === target || nodes().includes(target));
  if (!group) {
    const names = groups.map(({ spec }) => spec.name).join(', ');
    throw new FaultError(`there is no node group ${target}; there are: ${names || 'none'}`);
  }
  group.shortage = shortage;
  return () => {
    if (group.shortage === shortage) group.shortage = undefined;
  };
}
