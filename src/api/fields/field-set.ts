import { compareElements, type PathElement } from './path-element.ts';

/**
 * A set of paths, as a tree. Sets are interned: equal sets are one object, so that the Pods of a Deployment share what
 * is known of their managers, and operations on the same sets are looked up rather than done again. Models
 * fieldpath.Set of structured-merge-diff.
 */
export interface FieldSet {
  /** Steps that begin at this point, in the order of `compareElements`. */
  readonly elements: readonly PathElement[];
  /** Whether the path that ends with the step of the same index is in the set. */
  readonly members: readonly boolean[];
  /** The longer paths that go on from that step; EMPTY if there are none. */
  readonly children: readonly FieldSet[];
}

interface Interned extends FieldSet {
  readonly id: number;
  /** What operations on this set and another one gave; made when first needed. */
  unions: Map<FieldSet, FieldSet> | undefined;
  differences: Map<FieldSet, FieldSet> | undefined;
  recursive: Map<FieldSet, FieldSet> | undefined;
}

/** All sets that there are, by what is in them. */
const interned = new Map<string, Interned>();

/** The set without any path. */
export const EMPTY: FieldSet = intern([], [], []);

/** Collects the steps of one level of a set. */
export interface SetBuilder {
  readonly elements: PathElement[];
  readonly members: boolean[];
  readonly children: FieldSet[];
}

/** A builder without any step. */
export function newBuilder(): SetBuilder {
  return { elements: [], members: [], children: [] };
}

/** Adds a step; one that is there already must not be added again. Nothing is added that has no path. */
export function addTo(builder: SetBuilder, element: PathElement, member: boolean, child: FieldSet): void {
  if (!member && child === EMPTY) return;
  builder.elements.push(element);
  builder.members.push(member);
  builder.children.push(child);
}

/** The set of what a builder has collected. */
export function built({ elements, members, children }: SetBuilder): FieldSet {
  if (elements.length === 0) return EMPTY;
  for (let i = 1; i < elements.length; i++) {
    if (compareElements(elements[i - 1]!, elements[i]!) < 0) continue;
    const order = elements.map((_, at) => at).sort((a, b) => compareElements(elements[a]!, elements[b]!));
    const sorted = <T>(list: readonly T[]): T[] => order.map((at) => list[at]!);
    return intern(sorted(elements), sorted(members), sorted(children));
  }
  return intern(elements, members, children);
}

/** The set of single paths. */
export function setOf(...paths: readonly (readonly PathElement[])[]): FieldSet {
  let set = EMPTY;
  for (const path of paths) {
    let one = EMPTY;
    for (let i = path.length - 1; i >= 0; i--) one = intern([path[i]!], [one === EMPTY], [one]);
    set = union(set, one);
  }
  return set;
}

/** Whether a path is in the set. */
export function hasPath(set: FieldSet, path: readonly PathElement[]): boolean {
  let at = set;
  for (let i = 0; i < path.length; i++) {
    const index = at.elements.indexOf(path[i]!);
    if (index < 0) return false;
    if (i === path.length - 1) return at.members[index]!;
    at = at.children[index]!;
  }
  return false;
}

/** The paths that go on from a step. */
export function childOf(set: FieldSet, element: PathElement): FieldSet {
  const index = set.elements.indexOf(element);
  return index < 0 ? EMPTY : set.children[index]!;
}

/** Whether a path of this one step is in the set. */
export function hasMember(set: FieldSet, element: PathElement): boolean {
  const index = set.elements.indexOf(element);
  return index >= 0 && set.members[index]!;
}

/** Paths in either set. */
export function union(a: FieldSet, b: FieldSet): FieldSet {
  if (a === b || b === EMPTY) return a;
  if (a === EMPTY) return b;
  const set = a as Interned;
  const known = set.unions?.get(b);
  if (known) return known;
  const result = zip(a, b, (inA, inB) => inA || inB, union);
  set.unions ??= new Map();
  set.unions.set(b, result);
  return result;
}

/** Paths of the first set that are not in the second one. */
export function difference(a: FieldSet, b: FieldSet): FieldSet {
  if (a === b) return EMPTY;
  if (a === EMPTY || b === EMPTY) return a;
  const set = a as Interned;
  const known = set.differences?.get(b);
  if (known) return known;
  const result = zip(a, b, (inA, inB) => inA && !inB, difference);
  set.differences ??= new Map();
  set.differences.set(b, result);
  return result;
}

/** Paths in both sets. */
export function intersection(a: FieldSet, b: FieldSet): FieldSet {
  if (a === b) return a;
  if (a === EMPTY || b === EMPTY) return EMPTY;
  return zip(a, b, (inA, inB) => inA && inB, intersection);
}

/** Paths of the first set that are not in the second one, nor go on from one that is. */
export function recursiveDifference(a: FieldSet, b: FieldSet): FieldSet {
  if (a === EMPTY || b === EMPTY) return a;
  const of = a as Interned;
  const known = of.recursive?.get(b);
  if (known) return known;
  const result = newBuilder();
  for (let i = 0; i < a.elements.length; i++) {
    const at = b.elements.indexOf(a.elements[i]!);
    if (at < 0) addTo(result, a.elements[i]!, a.members[i]!, a.children[i]!);
    else if (!b.members[at]) {
      addTo(result, a.elements[i]!, a.members[i]!, recursiveDifference(a.children[i]!, b.children[at]!));
    }
  }
  const set = built(result);
  of.recursive ??= new Map();
  of.recursive.set(b, set);
  return set;
}

/** All paths: those that end at a level before those that go deeper. Models Set.Iterate. */
export function pathsOf(set: FieldSet, prefix: readonly PathElement[] = []): (readonly PathElement[])[] {
  const ends = set.elements.filter((_, i) => set.members[i]).map((element) => [...prefix, element]);
  return [...ends, ...set.elements.flatMap((element, i) => pathsOf(set.children[i]!, [...prefix, element]))];
}

function zip(
  a: FieldSet,
  b: FieldSet,
  keeps: (inA: boolean, inB: boolean) => boolean,
  children: (a: FieldSet, b: FieldSet) => FieldSet,
): FieldSet {
  const result = newBuilder();
  let i = 0;
  let j = 0;
  while (i < a.elements.length || j < b.elements.length) {
    const order =
      i === a.elements.length ? 1 : j === b.elements.length ? -1 : compareElements(a.elements[i]!, b.elements[j]!);
    const inA = order <= 0 && a.members[i]!;
    const inB = order >= 0 && b.members[j]!;
    const childA = order <= 0 ? a.children[i]! : EMPTY;
    const childB = order >= 0 ? b.children[j]! : EMPTY;
    const element = order <= 0 ? a.elements[i]! : b.elements[j]!;
    addTo(result, element, keeps(inA, inB), children(childA, childB));
    if (order <= 0) i++;
    if (order >= 0) j++;
  }
  return built(result);
}

function intern(
  elements: readonly PathElement[],
  members: readonly boolean[],
  children: readonly FieldSet[],
): FieldSet {
  let key = '';
  for (let i = 0; i < elements.length; i++) {
    key += `${elements[i]}${members[i] ? '\u0001' : '\u0002'}${(children[i] as Interned).id}\u0003`;
  }
  let set = interned.get(key);
  if (!set) {
    set = {
      id: interned.size,
      elements,
      members,
      children,
      unions: undefined,
      differences: undefined,
      recursive: undefined,
    };
    interned.set(key, set);
  }
  return set;
}
