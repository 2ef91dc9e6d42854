import type { Container, PodSpec } from '../../../../api/k8s/core-v1.gen.ts';
import { goQuote } from '../../../../base/go-quote.ts';

/** What is wrong with a Pod: `hostPort (container "c" uses hostPort 80)`; the detail may be ''. */
export interface Violation {
  readonly reason: string;
  readonly detail: string;
}

/** One check of a Pod security standard. */
export interface Check {
  readonly id: string;
  readonly level: 'baseline' | 'restricted';
  /** The check of the baseline that it takes the place of. */
  readonly overrides?: string;
  /** Of the Pod's metadata only annotations matter. */
  find(spec: PodSpec, annotations: Readonly<Record<string, string>>): Violation | undefined;
}

/** All containers of a Pod in upstream's order: init, ordinary, ephemeral. */
export function containersOf({
  initContainers = [],
  containers,
  ephemeralContainers = [],
}: PodSpec): readonly Container[] {
  return [...initContainers, ...containers, ...(ephemeralContainers as readonly Container[])];
}

/** The names of the containers that a test finds bad. */
export function badContainers(spec: PodSpec, isBad: (container: Container) => boolean): readonly string[] {
  return containersOf(spec)
    .filter(isBad)
    .map(({ name }) => name);
}

/** `container "a"` or `containers "a", "b"`. */
export function containersText(names: readonly string[]): string {
  return `${plural('container', names.length)} ${quoted(names)}`;
}

/** Who sets something bad: `pod and container "a"`; undefined for nobody. */
export function settersText(pod: boolean, names: readonly string[]): string | undefined {
  const setters = [...(pod ? ['pod'] : []), ...(names.length > 0 ? [containersText(names)] : [])];
  return setters.length > 0 ? setters.join(' and ') : undefined;
}

/** `"a", "b"`. */
export function quoted(texts: readonly string[]): string {
  return texts.map(goQuote).join(', ');
}

/** Each text once, sorted. */
export function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort();
}

/** The word, with an s unless there is one. */
export function plural(word: string, count: number): string {
  return count === 1 ? word : `${word}s`;
}
