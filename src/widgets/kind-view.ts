import type { ComponentType } from 'react';
import type { KubeObject } from '../api/object.ts';
import type { ClientCount } from './client-traffic.tsx';
import type { ConditionFact } from './conditions.tsx';
import type { Fact } from './facts.tsx';
import type { IconName } from './icon.tsx';
import type { PodGlyphName } from './pod-glyph.tsx';

/** A fault that can be injected by mouse. */
export type FaultVerb =
  | 'node-crash'
  | 'node-restart'
  | 'node-partition'
  | 'node-heal'
  | 'kubelet-stop'
  | 'kubelet-start'
  | 'container-kill';

/** A Pod behind a Service. */
export interface EndpointPod {
  readonly name: string;
  readonly node: string;
  readonly state: PodGlyphName;
  /** Whether it gets connections. */
  readonly ready: boolean;
}

/** What a view of a kind gets from the page. */
export interface KindContext {
  /** Virtual ms since the start. */
  readonly nowMs: number;
  /** Whether the page may change the cluster: not on a phone. */
  readonly canAct: boolean;
  /** Virtual ms of a timestamp in an object, null when it is missing. */
  timeOf(timestamp: string | undefined): number | null;
  /** A timestamp in an object as m:ss of the run, '' when it is missing. */
  clock(timestamp: string | undefined): string;
  /** Runs a kubectl command line, without the word kubectl. */
  run(line: string): void;
  /** Breaks or mends a machine; the sentence goes to the log. */
  fault(name: FaultVerb, target: string, sentence: string): void;
  /** Selects another object. */
  open(kind: string, namespace: string, name: string): void;
  /** What was done to a node's machine. */
  machineOf(node: string): 'on' | 'off' | 'cut' | 'kubelet-stopped';
  /** Whether a node is Ready as the API server knows. */
  isNodeReady(node: string): boolean;
  /** The Pods that are endpoints of a Service, ready ones first. */
  endpointsOf(namespace: string, service: string): readonly EndpointPod[];
  /** The clients of this run with their requests, in order of their start. */
  clients(): readonly ClientCount[];
  /** Makes a client send so many requests a second to a URL; 0 stops it. */
  sendTraffic(client: string, url: string, rps: number): void;
}

export interface KindAction {
  readonly label: string;
  readonly icon: IconName;
  readonly shortcut?: string;
  readonly alarming?: boolean;
  readonly title?: string;
  run(): void;
}

/** The state of an object in one sentence, and a headline before it. */
export interface Saying {
  readonly title: string;
  readonly glyph?: PodGlyphName;
  /** The book explaining: why it is so. '' for none. */
  readonly text: string;
  readonly wrong?: boolean;
}

export interface KindBodyProps<T> {
  readonly object: T;
  readonly context: KindContext;
}

/** How the inspector shows a kind. Each kind's `view.tsx` default-exports one; the inspector finds it by its place. */
export interface KindView<T extends KubeObject = KubeObject> {
  readonly kind: string;
  /** Plural with the group: `deployments.apps`. */
  readonly resource: string;
  readonly namespaced: boolean;
  say(object: T, context: KindContext): Saying | null;
  facts(object: T, context: KindContext): readonly Fact[];
  conditions?(object: T, context: KindContext): readonly ConditionFact[];
  actions?(object: T, context: KindContext): readonly KindAction[];
  /** Controls and sections of its own: scaling, containers, ports. */
  readonly Body?: ComponentType<KindBodyProps<T>>;
}
