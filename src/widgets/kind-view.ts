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

/** Something that ends by itself, or comes again, at a known virtual time. */
export interface Timer {
  readonly id: string;
  readonly label: string;
  /** What is known of it beyond its time. */
  readonly note: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly wrong?: boolean;
}

/** What a kubelet waits for with the object that is shown. */
export interface KubeletTimer {
  readonly kind: 'restart' | 'pull' | 'startup' | 'liveness' | 'readiness';
  readonly container: string;
  readonly fromMs: number;
  readonly toMs: number;
  /** Of a probe: how often the last outcome came in a row, what it was, and how often it must come to count. */
  readonly run: number;
  readonly outcome: 'success' | 'failure' | '';
  readonly threshold: number;
}

/** What is known of a node's signs of life. */
export interface NodeSigns {
  readonly ready: boolean;
  /** When its Ready condition last changed, and its Lease was last renewed. */
  readonly readySinceMs: number;
  readonly heartbeatMs: number;
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
  /** Signs of life of a node; null when there is no such node. */
  signsOf(node: string): NodeSigns | null;
  /** Of a Pod: what its kubelet waits for. */
  readonly kubeletTimers: readonly KubeletTimer[];
  /** Calls back with virtual time as it passes, finer than `nowMs`. Returns how to stop. */
  watchTime(tell: (nowMs: number) => void): () => void;
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
  /** What it waits for, drawn as arcs that run. */
  timers?(object: T, context: KindContext): readonly Timer[];
  /** Controls and sections of its own: scaling, containers, ports. */
  readonly Body?: ComponentType<KindBodyProps<T>>;
}
