/** What a CoreDNS does, read from its Corefile. */
export interface NameServerConfig {
  readonly servers: readonly ServerConfig[];
  /** TCP ports on which it listens: those of its servers and of its plugins. */
  readonly ports: readonly number[];
  /** How long it goes on serving after SIGTERM. */
  readonly lameduckMs: number;
  /** How often it looks for a new Corefile; undefined without the plugin. */
  readonly reload: { readonly intervalMs: number; readonly jitterMs: number } | undefined;
  /** The sum that it logs. */
  readonly digest: string;
}

/** A server block. */
export interface ServerConfig {
  /** Names that it answers for, each with its last dot, and the port. */
  readonly zones: readonly string[];
  readonly port: number;
  readonly logs: boolean;
  readonly logsErrors: boolean;
  /** Whether it looks for loops of forwarding. */
  readonly findsLoops: boolean;
  readonly balances: boolean;
  readonly cache: CacheConfig | undefined;
  readonly rewrites: readonly Rewrite[];
  readonly hosts: HostsConfig | undefined;
  readonly kubernetes: KubernetesConfig | undefined;
  readonly forwards: readonly ForwardConfig[];
}

/** Zones for which a plugin passes on what it does not find: none, all, or those. */
export type Fallthrough = readonly string[];

export interface KubernetesConfig {
  readonly zones: readonly string[];
  readonly pods: 'disabled' | 'insecure' | 'verified';
  /** Endpoints without a hostname are called by their Pod's name. */
  readonly endpointPodNames: boolean;
  /** Only those; empty for all. */
  readonly namespaces: readonly string[];
  readonly fallthrough: Fallthrough;
  /** In seconds. */
  readonly ttl: number;
  readonly noEndpoints: boolean;
  readonly ignoresEmpty: boolean;
}

export interface HostsConfig {
  /** A file with more of them. */
  readonly file: string;
  readonly lines: readonly string[];
  readonly zones: readonly string[];
  readonly fallthrough: Fallthrough;
  readonly ttl: number;
  readonly reverse: boolean;
}

export interface ForwardConfig {
  readonly from: string;
  /** Addresses of name servers, or files as /etc/resolv.conf. */
  readonly to: readonly string[];
  readonly except: readonly string[];
  readonly policy: 'random' | 'round_robin' | 'sequential';
}

export interface CacheConfig {
  readonly zones: readonly string[];
  /** The longest and shortest time for which it keeps what was found, and that nothing was, in seconds. */
  readonly success: { readonly most: number; readonly least: number };
  readonly denial: { readonly most: number; readonly least: number };
  /** Zones of which it keeps nothing. */
  readonly successExcept: readonly string[];
  readonly denialExcept: readonly string[];
}

export interface Rewrite {
  readonly how: 'exact' | 'prefix' | 'suffix' | 'substring' | 'regex';
  readonly from: string;
  readonly to: string;
  /** How names in the answer are written back: `auto`, or a pattern and what stands for it. */
  readonly answers: readonly (readonly [from: string, to: string])[];
  readonly isAuto: boolean;
  /** Whether further rules are tried on the rewritten name. */
  readonly continues: boolean;
}
