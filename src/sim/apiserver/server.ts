import type { UpdateMemo } from '../../api/fields/updater.ts';
import type { KubeObject } from '../../api/object.ts';
import type { Descriptions } from '../../api/openapi.ts';
import type { Process } from '../../api/process.ts';
import type { WatchEvent } from '../../api/request.ts';
import type { Random } from '../../base/random.ts';
import type { Engine } from '../engine/engine.ts';
import type { Future } from '../engine/future.ts';
import type { Scope } from '../engine/scope.ts';
import type { EtcdClient } from '../etcd/etcd-client.ts';
import type { Host, Network } from '../network/network.ts';
import type { ServerReply, ServerRequest } from '../shell/network-access.ts';
import type { Extension } from './aggregator/extension.ts';
import type { Authorizer } from './auth/authorizer.ts';
import { type User, userNamed } from './auth/user.ts';
import type { CustomDecoder } from './custom/custom-decoder.ts';
import type { DecisionSource } from './decisions/decision-source.ts';
import type { Feed } from './feed.ts';
import type { ResourceHooks } from './hooks.ts';
import type { KubeletAddress } from './kubelet-client.ts';
import type { ResourceRequest } from './request.ts';
import type { Resource, Resources, Served } from './resource.ts';
import type { Storage } from './storage.ts';

/** The parts of a running API server, which the verbs work with. */
export interface Server {
  readonly engine: Engine;
  readonly network: Network;
  readonly host: Host;
  readonly scope: Scope;
  readonly random: Random;
  readonly resources: Resources;
  readonly storage: Storage;
  readonly etcd: EtcdClient;
  /** What OpenAPI documents say of types and fields, if they are to say it. */
  readonly descriptions: Descriptions | undefined;
  readonly feed: Feed;
  readonly authorizer: Authorizer;
  /** What equal writes of this second did to the managers of objects. */
  readonly updates: UpdateMemo;
  /** What each resource does of its own. */
  hooksOf(resource: Resource): ResourceHooks;
  /** Whether a process of the control plane answers at its port. */
  isRunning(process: 'kube-controller-manager' | 'kube-scheduler'): boolean;
  /** The kubelet of a node. */
  readonly kubelets: (node: string) => KubeletAddress | undefined;
  /** What the scheduler keeps of its decisions; without it that group is not served. */
  readonly decisions: DecisionSource | undefined;
  /** API servers that stand behind this one, by address and port. */
  readonly extensions: (ip: string, port: number) => Extension | undefined;
  /** Versions of groups (`metrics.k8s.io/v1beta1`) that such servers have registered. */
  readonly extensionVersions: Set<string>;
  /** The way to addresses in the cluster; without it none can be reached. */
  readonly web: WebAccess | undefined;
  /** The server's clock as objects carry it, in whole seconds. */
  timestamp(): string;
}

/** Sends a request to an address of a Pod or a machine, from a host. */
export type WebAccess = (
  from: Host,
  ip: string,
  port: number,
  request: ServerRequest,
) => Process<ServerReply | 'refused' | 'timeout'>;

/** A server that answers once `ready` has settled. */
export interface StartedServer extends Server {
  readonly ready: Future<void>;
}

/** The same server, for those who serve requests from outside. */
export function startedServer(server: Server, ready: Future<void>): StartedServer {
  return { ...server, ready };
}

/** What a document is decoded as. */
export interface DecodedKind {
  readonly kind: string;
  readonly version: string;
  readonly schema: string;
  /** For kinds that are defined at run time. */
  readonly decode?: CustomDecoder;
}

/** One request at work. */
export interface Call {
  readonly request: ResourceRequest;
  readonly resource: Resource;
  /** The version of the request; absent for components, who use the stored one. */
  readonly served?: Served;
  /** Message that brought the request. */
  readonly cause: number;
  readonly warnings: string[];
  /** Checks a document against the kind's schema; absent for components, whose objects are typed. Throws DecodeError. */
  readonly decode?: (document: unknown, kind: DecodedKind) => unknown;
  /** How the events of a watch are shown: as Tables, for instance. */
  readonly transform?: (event: WatchEvent) => WatchEvent;
}

/** Who sends a request. */
export function userOf({ user, identity }: ResourceRequest): User {
  return identity ?? userNamed(user);
}

/** An object in the cache, by group, plural, namespace and name; undefined too when the kind is not served. */
export function lookUp(
  { resources }: Server,
  group: string,
  plural: string,
  namespace: string,
  name: string,
): KubeObject | undefined {
  const resource = resources.named(group, plural);
  if (!resource) return undefined;
  const { prefix, kind, cache } = resource;
  return cache.get(kind.namespaced ? `${prefix}${namespace}/${name}` : prefix + name);
}
