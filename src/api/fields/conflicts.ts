import { goQuote } from '../../base/go-quote.ts';
import type { StatusCause } from '../k8s/meta-v1.gen.ts';
import { ApiError } from '../status.ts';
import { type FieldSet, pathsOf } from './field-set.ts';
import { type ManagedEntry, managerId } from './managed.ts';
import { elementText, type PathElement } from './path-element.ts';

/** What an apply wants to change that another manager owns. */
export interface Conflict {
  readonly owner: ManagedEntry;
  readonly path: readonly PathElement[];
}

/** The conflicts over the paths that each owner would lose, owners in the order of their identifiers. */
export function conflictsOver(lost: readonly (readonly [ManagedEntry, FieldSet])[]): readonly Conflict[] {
  const ordered = [...lost].sort(([a], [b]) => (managerId(a) < managerId(b) ? -1 : 1));
  return ordered.flatMap(([owner, set]) => pathsOf(set).map((path) => ({ owner, path })));
}

/** 409 that names the owners and the fields. Models NewConflictError. */
export function applyConflict(conflicts: readonly Conflict[]): ApiError {
  const causes: StatusCause[] = conflicts.map(({ owner, path }) => ({
    reason: 'FieldManagerConflict',
    message: `conflict with ${ownerText(owner)}`,
    field: pathText(path),
  }));
  return new ApiError(409, 'Conflict', messageOf(conflicts), { causes });
}

function messageOf(conflicts: readonly Conflict[]): string {
  if (conflicts.length === 1) {
    const { owner, path } = conflicts[0]!;
    return `Apply failed with 1 conflict: conflict with ${ownerText(owner)}: ${pathText(path)}`;
  }
  const lines: string[] = [];
  let last: ManagedEntry | undefined;
  for (const { owner, path } of conflicts) {
    if (owner !== last) lines.push(`conflicts with ${ownerText(owner)}:`);
    last = owner;
    lines.push(`- ${pathText(path)}`);
  }
  return `Apply failed with ${conflicts.length} conflicts: ${lines.join('\n')}`;
}

function ownerText({ manager, subresource, operation, apiVersion }: ManagedEntry): string {
  const named = goQuote(manager) + (subresource === '' ? '' : ` with subresource ${goQuote(subresource)}`);
  return operation === 'Update' ? `${named} using ${apiVersion}` : named;
}

function pathText(path: readonly PathElement[]): string {
  return path.map(elementText).join('');
}
