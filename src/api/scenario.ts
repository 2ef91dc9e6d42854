import type { KubeletSettings } from './kubelet-settings.ts';
import type { Lesson } from './lesson/lesson.ts';

/** A scenario file after parsing and checking: shared SCENARIO.md is the contract. Times are virtual milliseconds. */
export interface Scenario {
  readonly name: string;
  readonly title: string;
  readonly seed: number;
  readonly cluster: ClusterSpec;
  readonly images: readonly ImageSpec[];
  /** YAML stream applied at 0 s; '' for none. */
  readonly objects: string;
  readonly steps: readonly Step[];
  readonly untilMs: number;
  /** Machines beside the cluster, which run containers without Kubernetes. */
  readonly machines?: readonly MachineSpec[];
  /** Who repairs them by hand; absent when nobody does unless a step says so. */
  readonly support?: SupportSpec;
  /** What it teaches: captions, goals. */
  readonly lesson?: Lesson;
}

/** A machine on which somebody has started containers. Nothing restarts them but a person. */
export interface MachineSpec {
  readonly name: string;
  readonly cpu: string;
  readonly memory: string;
  readonly containers: readonly {
    readonly name: string;
    readonly image: string;
    /** Port of the machine at which the container is reached. */
    readonly port: number;
  }[];
}

/** People who repair plain machines. */
export interface SupportSpec {
  /** From a crash until somebody has logged in to the machine and begins to repair it. */
  readonly reactionMs: number;
}

export interface ClusterSpec {
  readonly nodes: readonly NodeSpec[];
  /** etcd members and API servers: 1, 3 or 5. */
  readonly members: number;
  /** Whether the control plane's machines have Node objects. */
  readonly controlPlaneAsNodes: boolean;
  /** Whether controllers, scheduler and kubelets keep to the rates of requests that are upstream's defaults; default true. */
  readonly clientRateLimits?: boolean;
  /** The cloud whose machines the nodes are; absent where the cluster knows nothing of it but load balancers and disks. */
  readonly cloud?: CloudSpec;
  /** Groups of equal machines that the cloud makes and removes when it is asked to. */
  readonly nodeGroups?: readonly NodeGroupSpec[];
  /** How the cluster autoscaler is started; absent where none runs. */
  readonly autoscaler?: AutoscalerSpec;
  /** How the kubelets are configured, where it is not by default. */
  readonly kubelet?: KubeletSettings;
}

export interface CloudSpec {
  readonly region: string;
  /** Of machines that do not say theirs. */
  readonly machineType: string;
}

/** A group of equal machines. */
export interface NodeGroupSpec {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  /** How many there are at first. */
  readonly size: number;
  /** From asking for a machine until its kubelet begins. */
  readonly bootMs: number;
  /** What a machine costs an hour; undefined for what its CPU and memory cost elsewhere. */
  readonly price?: number;
  /** What each is; its name is the group's. */
  readonly node: NodeSpec;
}

/** How the cluster autoscaler chooses among groups. */
export type Expander = 'random' | 'least-waste' | 'most-pods' | 'price' | 'priority';

/** Flags of the cluster autoscaler. */
export interface AutoscalerSpec {
  /** One after the other leaves some of the groups that would help; among the last ones chance decides. */
  readonly expanders: readonly Expander[];
  readonly scanIntervalMs: number;
  readonly unneededMs: number;
  readonly delayAfterAddMs: number;
  readonly utilizationThreshold: number;
}

/** A machine to join as a worker. Quantities are Kubernetes' strings. */
export interface NodeSpec {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** As `key=value:Effect` or `key:Effect`. */
  readonly taints: readonly string[];
  readonly cpu: string;
  readonly memory: string;
  readonly pods: number;
  readonly extended: Readonly<Record<string, number>>;
  /** What the cloud knows of the machine, where it is one of a cloud's. */
  readonly cloud?: { readonly region: string; readonly type: string; readonly zone: string | undefined };
  /** Manifests of Pods that its kubelet runs from its disk: a YAML stream. */
  readonly staticPods?: string;
  /** The size of its disk; DEFAULT_DISK where nothing is said. */
  readonly disk?: string;
}

export const DEFAULT_DISK = '100Gi';

/** Who logs in at a registry. */
export interface RegistryLogin {
  readonly user: string;
  readonly password: string;
}

/** An image pushed to the simulated registry, with its behaviour. */
export interface ImageSpec {
  readonly name: string;
  readonly startupMs?: number;
  readonly crashAfterMs?: number;
  readonly exitCode?: number;
  /** Its HTTP probes get 503 so long after it has begun to listen. */
  readonly readyAfterMs?: number;
  /** Its HTTP probes get 500 from this time after its start on. */
  readonly failProbesAfterMs?: number;
  /** What it uses from its start on. */
  readonly memoryBytes?: number;
  /** Bytes a second by which its memory grows, until its limit ends it. */
  readonly leakPerSecond?: number;
  /** Its repository is private: only who logs in so may pull from it. */
  readonly login?: RegistryLogin;
  /** How its server works on requests, where it differs from the usual server. */
  readonly serving?: {
    readonly workers?: number;
    readonly serviceMs?: number;
    readonly cpuMs?: number;
    readonly errorRate?: number;
    readonly drains?: boolean;
  };
}

export type FaultName =
  | 'node-crash'
  | 'node-restart'
  | 'node-partition'
  | 'node-heal'
  | 'kubelet-stop'
  | 'kubelet-start'
  | 'container-kill'
  | 'component-stop'
  | 'component-start'
  | 'network-delay'
  | 'network-loss'
  | 'machine-crash'
  | 'container-crash'
  | 'instance-delete'
  | 'out-of-capacity'
  | 'quota-exceeded';

/** Something a person does at a time: the inputs of a run. */
export type Action =
  | { readonly type: 'kubectl'; readonly command: string; readonly stdin?: string }
  /** A KubeSchedulerConfiguration in the stream is not applied: the scheduler takes it over. */
  | { readonly type: 'apply'; readonly yaml: string }
  /** Gives the scheduler another configuration, as a KubeSchedulerConfiguration. */
  | { readonly type: 'configureScheduler'; readonly yaml: string }
  /** A line typed in the terminal, whose width and height programs may ask for. */
  | { readonly type: 'shell'; readonly line: string; readonly columns: number; readonly rows: number }
  /** What is typed while such a line runs, as a terminal sends it. */
  | { readonly type: 'keys'; readonly data: string }
  /** A look for what may stand before the cursor of a line; it takes the cluster's time, so it is an input as well. */
  | { readonly type: 'complete'; readonly line: string; readonly cursor: number }
  /** The text that an editor of the terminal was opened for, as it was saved; null when it was left as it is. */
  | { readonly type: 'edited'; readonly text: string | null }
  | {
      readonly type: 'fault';
      readonly fault: FaultName;
      readonly target: string;
      /** For component faults on a node. */
      readonly node?: string;
      readonly durationMs?: number;
      readonly latencyMs?: number;
      readonly jitterMs?: number;
      readonly percent?: number;
    }
  | ({ readonly type: 'traffic' } & TrafficSpec)
  | ({ readonly type: 'support' } & SupportDeed)
  /** Pushes an image to the simulated registry, over one of the same name if there is one. */
  | { readonly type: 'push'; readonly image: ImageSpec };

/** What a person does by hand for plain machines and their clients. */
export type SupportDeed =
  /** Starts what does not run of a machine (`vm-1`), or a container anew (`vm-1/api`). */
  | { readonly restart: string }
  /** Has a client send to another URL. */
  | { readonly switch: string; readonly to: string };

/** A client that sends requests. */
export interface TrafficSpec {
  readonly name: string;
  /** URL of a Service, a node or an address. */
  readonly to: string;
  /** Requests a second; 0 stops the client. */
  readonly rps: number;
  /** Where it is: at random nodes, as Pods there (the default), or outside the cluster. */
  readonly from?: 'inside' | 'outside';
  /** The Pod (`namespace/name`) in which it is, instead of at random nodes. */
  readonly pod?: string;
  /** Times between requests: random as of many people (the default), or all the same. */
  readonly arrivals?: 'poisson' | 'constant';
  /** How the rate goes on from `rps`. */
  readonly profile?: TrafficProfile;
  /**
   * So many users who each wait for the answer, think, and send again: a closed loop. `rps` then says nothing, unless
   * it is 0.
   */
  readonly users?: number;
  readonly thinkMs?: number;
  /** 5 s by default. */
  readonly timeoutMs?: number;
  /** How often a request that failed is sent again, at once. */
  readonly retries?: number;
  /** Other URLs to which whoever uses the client turns, one after the other, when nothing has worked for a while. */
  readonly backups?: readonly string[];
  /** Headers that it sends, as canaries of an Ingress may ask for them. */
  readonly headers?: Readonly<Record<string, string>>;
  /** How long that is; 1 min by default. */
  readonly switchAfterMs?: number;
}

/** The rate of a client over time; `to` is in requests a second. */
export type TrafficProfile =
  | { readonly type: 'steady' }
  | { readonly type: 'ramp'; readonly to: number; readonly overMs: number }
  | { readonly type: 'spike'; readonly to: number; readonly atMs: number; readonly forMs: number }
  | { readonly type: 'wave'; readonly to: number; readonly periodMs: number };

export interface Step {
  readonly atMs: number;
  readonly action: Action;
}
