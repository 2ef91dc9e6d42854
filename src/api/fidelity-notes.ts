import table from './fidelity.gen.json' with { type: 'json' };
import type { Fidelity } from './kind.ts';

/** What the simulation makes less of a field of a manifest than Kubernetes does. */
export interface FidelityNote {
  /** Where the field is in the object. */
  readonly path: readonly (string | number)[];
  readonly level: 'simplified' | 'ignored';
  /** Why, or what is done instead; '' where there is nothing to say. */
  readonly note: string;
}

type Path = readonly (string | number)[];

/** Every kind's own declarations by its name, generated from the kinds. */
export const fidelityTable: Readonly<Record<string, readonly Fidelity[]>> = table as never;

/** Where kinds have the template of a Pod. */
const TEMPLATES: readonly Path[] = [['template'], ['spec', 'template'], ['spec', 'jobTemplate', 'spec', 'template']];

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function valueAt(from: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, step) => (isRecord(value) ? value[step] : undefined), from);
}

/** Where a declared path leads in an object: once for every item of the lists on its way. */
function placesOf(value: unknown, steps: readonly string[], at: Path): Path[] {
  const [step, ...rest] = steps;
  if (step === undefined) return value === undefined || value === null ? [] : [at];
  const name = step.replace('[]', '');
  if (!isRecord(value)) return [];
  const next = value[name];
  if (!step.endsWith('[]')) return placesOf(next, rest, [...at, name]);
  return Array.isArray(next) ? next.flatMap((item, index) => placesOf(item, rest, [...at, name, index])) : [];
}

/** The same path for init containers, which are declared together with containers. */
const withInit = (field: string): string[] =>
  field.startsWith('spec.containers[]') ? [field, field.replace('containers', 'initContainers')] : [field];

function notesOf(kind: string, object: unknown, at: Path): FidelityNote[] {
  return (fidelityTable[kind] ?? []).flatMap(({ level, note = '', fields = [] }) =>
    level === 'modelled'
      ? []
      : fields
          .flatMap(withInit)
          .flatMap((field) => placesOf(object, field.split('.'), at))
          .map((path) => ({ path, level, note })),
  );
}

/**
 * What is simplified or ignored of the fields that a manifest sets, by the kinds' own declarations: a table of which is
 * in `fidelityTable`. A List tells of its items. Knows nothing of kinds that a CustomResourceDefinition makes.
 */
export function fidelityNotes(manifest: unknown): readonly FidelityNote[] {
  if (!isRecord(manifest)) return [];
  const { kind, items } = manifest;
  if (typeof kind !== 'string') return [];
  if (kind.endsWith('List') && Array.isArray(items))
    return items.flatMap((item, index) =>
      fidelityNotes(item).map((note) => ({ ...note, path: ['items', index, ...note.path] })),
    );
  const ofTemplates =
    fidelityTable[kind] === undefined ? [] : TEMPLATES.flatMap((path) => notesOf('Pod', valueAt(manifest, path), path));
  return [...notesOf(kind, manifest, []), ...ofTemplates];
}

/** A path as people write it: `spec.containers[0].securityContext`. */
export function pathText(path: readonly (string | number)[]): string {
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`))
    .join('')
    .replace(/^\./, '');
}

/** A note as a sentence. */
export function noteText({ path, level, note }: FidelityNote): string {
  const what = level === 'ignored' ? 'is not modelled here' : 'is simplified here';
  return `${pathText(path)} ${what}${note === '' ? '' : `: ${note}`}`;
}
