import { parseDuration } from '../base/duration.ts';
import { parseDocuments } from './yaml/parse-documents.ts';

/** One run of a comparison. */
export interface Side {
  /** What makes it differ, as a DNS label; its words are messages of the page. */
  readonly name: string;
  /** A scenario file that stands alone. */
  readonly scenario: string;
}

/** Two runs on the same seed that differ in their inputs alone. */
export interface Comparison {
  readonly name: string;
  readonly sides: readonly [Side, Side];
}

/** A file that is no comparison. */
export class ComparisonError extends Error {}

interface RawStep {
  readonly at: string | number;
}

interface RawFile {
  readonly metadata: { readonly name: string };
  readonly spec: Readonly<Record<string, unknown>> & {
    readonly steps?: readonly RawStep[];
    readonly sides?: readonly { readonly name: string; readonly steps?: readonly RawStep[] }[];
  };
}

/** Milliseconds. */
function timeOf({ at }: RawStep): number {
  return typeof at === 'number' ? at * 1000 : parseDuration(at);
}

/**
 * Reads a file of kind Comparison: a scenario, and in `spec.sides` two names with the steps that only that side has. At the
 * same time a side's own steps come first. Throws ComparisonError when it has another form, Error for a time that is none; what
 * the scenarios say is checked when they are parsed.
 * @param title in place of the file's own, in another language
 */
export function parseComparison(text: string, title?: string): Comparison {
  const [first] = parseDocuments(text);
  const file = first?.value as RawFile | undefined;
  const { sides, steps = [], ...spec } = file?.spec ?? {};
  const [one, other, ...more] = sides ?? [];
  if (!file || !one || !other || more.length > 0) throw new ComparisonError('spec.sides: two sides are compared');
  const sideOf = ({ name, steps: own = [] }: typeof one): Side => {
    const all = [...own, ...steps].sort((a, b) => timeOf(a) - timeOf(b));
    const scenario = {
      apiVersion: 'orrery/v1',
      kind: 'Scenario',
      metadata: { name: `${file.metadata.name}-${name}` },
      spec: { ...spec, ...(title === undefined ? {} : { title }), steps: all },
    };
    return { name, scenario: JSON.stringify(scenario, null, 2) };
  };
  return { name: file.metadata.name, sides: [sideOf(one), sideOf(other)] };
}
