import type { PersistentVolumeSpec, Volume } from '../../../api/k8s/core-v1.gen.ts';
import { line } from './text.ts';

/** Titles and values. */
export type Rows = readonly (readonly [string, unknown])[];

/** The lines of a volume's source: its type, then its fields. */
export function typed(type: string, rows: Rows): string {
  return [['Type', type] as const, ...rows].map(([name, value]) => line(2, `${name}:\t${value ?? ''}`)).join('');
}

/** A volume of a Pod, or a PersistentVolume's spec. */
export type Source = Omit<Volume, 'name'> & Omit<PersistentVolumeSpec, keyof Volume>;

/** Lines of titles and values. */
export function rowLines(rows: Rows): string {
  return rows.map(([name, value]) => line(2, `${name}:\t${value ?? ''}`)).join('');
}

/** A list as Go prints it. */
export function listText(list: readonly string[] | undefined): string {
  return `[${(list ?? []).join(' ')}]`;
}

/** A reference to a Secret as Go prints it. */
export function refText(reference: { readonly name?: string; readonly namespace?: string } | undefined): string {
  if (!reference) return 'nil';
  return reference.namespace === undefined
    ? `&LocalObjectReference{Name:${reference.name ?? ''},}`
    : `&SecretReference{Name:${reference.name ?? ''},Namespace:${reference.namespace},}`;
}
