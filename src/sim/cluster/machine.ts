import type { Pod } from '../../api/k8s/core-v1.gen.ts';
import type { KubeletSettings } from '../../api/kubelet-settings.ts';
import { DEFAULT_DISK, type NodeSpec } from '../../api/scenario.ts';
import { milliValue, quantityValue } from '../../base/quantity.ts';
import type { Random } from '../../base/random.ts';
import type { NodeRow } from '../../protocol/view.ts';
import type { ResourceRequest, ResourceResponse } from '../apiserver/request.ts';
import { type ApiClient, type ClientOptions, createClient } from '../client/client.ts';
import type { Engine } from '../engine/engine.ts';
import type { Scope } from '../engine/scope.ts';
import type { Role } from '../images/image.ts';
import type { Registry } from '../images/registry.ts';
import { type Kubelet, startKubelet } from '../kubelet/kubelet.ts';
import { Runtime } from '../kubelet/runtime.ts';
import { podsOfManifests } from '../kubelet/static-pods.ts';
import type { Host, Listener, Network } from '../network/network.ts';
import type { PodNetwork } from '../network/pod-network.ts';
import type { ProxyConfig } from '../network/proxy/balance.ts';
import { createProxyNode, type ProxyNode } from '../network/proxy/proxy-node.ts';
import type { Surroundings } from '../network/surroundings.ts';
import type { Volume } from '../shell/fs/volume.ts';
import type { ControlPlaneMember } from './control-plane-member.ts';

export const KUBELET_VERSION = 'v1.32.4';
/** Defaults of kubeAPIQPS, kubeAPIBurst, eventRecordQPS and eventBurst. */
const LIMITS = { qps: 50, burst: 100 };
/** Heartbeats are given up after nodeStatusUpdateFrequency, for the next one is due then. */
const HEARTBEAT = { timeoutMs: 10_000 };
/** From power on until the kubelet begins: firmware, kernel, systemd. A guess at a small virtual machine. */
const BOOT_MS = 15_000;
const KUBELET_START_MS = 1000;

/** What all machines of a cluster share. */
export interface MachineOptions {
  readonly engine: Engine;
  readonly network: Network;
  readonly random: Random;
  readonly registry: Registry;
  readonly podNetwork: PodNetwork;
  readonly server: () => Listener<ResourceRequest, ResourceResponse> | undefined;
  readonly target: Host;
  /** Whether kubelets keep to their rates of requests. */
  readonly limits: boolean;
  readonly settings: KubeletSettings;
  /** Pods that each machine runs from manifests on its disk. */
  readonly manifests: readonly Pod[];
  /** Images that machines have on their disk from the beginning. */
  readonly preloaded: readonly string[];
  /** The cloud's disks, by handle: they outlive Pods and machines. */
  readonly disk: (handle: string, source: string) => Volume;
  /** What a kube-proxy that starts finds in its ConfigMap. */
  readonly proxyConfig: () => ProxyConfig;
  /** Containers of a component have started or ended on a machine. */
  readonly onComponent: (role: Role, machine: Machine) => void;
  /** What containers know of the cluster around them. */
  readonly surroundings: () => Surroundings;
}

/** A worker machine: power, network, container runtime, kubelet. */
export class Machine {
  readonly name: string;
  readonly ip: string;
  readonly host: Host;
  readonly runtime: Runtime;
  readonly proxy: ProxyNode;
  kubelet: Kubelet | undefined;
  private readonly options: MachineOptions;
  readonly spec: NodeSpec;
  private readonly random: Random;
  private readonly machineId: string;
  private readonly systemUuid: string;
  private readonly parent: Scope;
  private readonly member: ControlPlaneMember | undefined;
  private kubeletScope: Scope | undefined;
  private kubeletStopped = false;
  private starts = 0;

  /**
   * @param member the machine of the control plane that this one is, where its components have Pods: they share the
   * host, and go and come with its power
   */
  constructor(options: MachineOptions, spec: NodeSpec, ip: string, parent: Scope, member?: ControlPlaneMember) {
    const { engine, network, podNetwork } = options;
    this.options = options;
    this.spec = spec;
    this.name = spec.name;
    this.ip = ip;
    this.parent = parent;
    this.random = options.random.fork(spec.name);
    this.member = member;
    this.host = member?.host ?? { name: spec.name, scope: parent.child(spec.name) };
    this.machineId = hex(this.random, 32);
    this.systemUuid = uuid(this.random);
    this.runtime = new Runtime({
      engine,
      random: this.random,
      scope: this.host.scope,
      podNetwork,
      name: spec.name,
      capacityMilli: milliValue(spec.cpu),
      memoryBytes: quantityValue(spec.memory),
      diskBytes: quantityValue(spec.disk ?? DEFAULT_DISK),
      hostIp: ip,
      disk: options.disk,
      services: (namespace) => options.surroundings().services(namespace),
      accountUid: (namespace, name) => options.surroundings().accountUid(namespace, name),
      network: ({ ip, podKey, hostNetwork }) =>
        options.surroundings().access({ host: this.host, proxy: this.proxy, ip, pod: hostNetwork ? '' : podKey }),
    });
    podNetwork.addMachine(ip, this.host, this.runtime);
    this.proxy = createProxyNode({
      network,
      random: this.random.fork('kube-proxy'),
      host: this.host,
      ip,
      config: options.proxyConfig,
    });
    this.runtime.onRole = (role) => {
      if (role === 'kube-proxy') this.updateProxy();
      else options.onComponent(role, this);
    };
    for (const name of options.preloaded) {
      const found = options.registry.lookup(name);
      if ('image' in found) this.runtime.images.set(found.image.name, found.image);
    }
  }

  /** What a person has done to it. */
  get state(): NodeRow['machine'] {
    if (!this.host.scope.alive) return 'off';
    if (this.options.network.faultOf(this.host)?.partitioned) return 'cut';
    return this.kubeletStopped ? 'kubelet-stopped' : 'on';
  }

  /** Starts the kubelet for the first time after a delay. */
  join(delayMs: number): void {
    this.options.engine.after(delayMs, () => this.runKubelet(), undefined, this.host.scope);
  }

  /** Everything on the machine stops at once. */
  powerOff(): void {
    this.host.scope.kill();
    this.kubelet = undefined;
    this.proxy.reset();
  }

  /** Gives a dead machine power again; a living one is reset. */
  powerOn(): void {
    if (this.host.scope.alive) this.powerOff();
    this.host.scope = this.parent.child(this.name);
    this.runtime.onChange = undefined;
    this.runtime.reboot(this.host.scope);
    this.kubeletStopped = false;
    this.member?.boot();
    this.join(BOOT_MS);
  }

  stopKubelet(): void {
    this.kubeletStopped = true;
    this.kubeletScope?.kill();
    this.kubelet = undefined;
  }

  startKubelet(): void {
    if (!this.kubeletStopped || !this.host.scope.alive) return;
    this.kubeletStopped = false;
    this.join(KUBELET_START_MS);
  }

  /** Tells kube-proxy's rules whether they are kept up to date. */
  updateProxy(): void {
    const isCut = this.options.network.faultOf(this.host)?.partitioned ?? false;
    this.proxy.update(this.host.scope.alive && this.runtime.runs('kube-proxy'), !isCut);
  }

  private runKubelet(): void {
    if (this.kubeletScope?.alive || this.kubeletStopped) return;
    const { engine, network, registry, manifests } = this.options;
    const scope = this.host.scope.child('kubelet');
    this.kubeletScope = scope;
    const random = this.random.fork(`kubelet-${++this.starts}`);
    if (!this.bootIds.has(this.host.scope)) this.bootIds.set(this.host.scope, uuid(random));
    this.kubelet = startKubelet({
      engine,
      scope,
      trace: network.trace,
      network,
      random,
      machine: {
        name: this.name,
        spec: this.spec,
        ip: this.ip,
        machineId: this.machineId,
        systemUuid: this.systemUuid,
        bootId: this.bootIds.get(this.host.scope)!,
        kubeletVersion: KUBELET_VERSION,
      },
      registry,
      runtime: this.runtime,
      client: this.client(scope, LIMITS),
      eventClient: this.client(scope, LIMITS),
      heartbeat: this.client(scope, HEARTBEAT),
      manifests: [...manifests, ...podsOfManifests(this.spec.staticPods ?? '')],
      settings: this.options.settings,
    });
  }

  /** One boot id for each life of the machine. */
  private readonly bootIds = new WeakMap<Scope, string>();

  private client(scope: Scope, given: Partial<ClientOptions>): ApiClient {
    const { engine, network, server, target } = this.options;
    const limits = given === LIMITS && !this.options.limits ? {} : given;
    const user = `system:node:${this.name}`;
    return createClient({ engine, network, host: this.host, scope, server, target, user, ...limits });
  }
}

function hex(random: Random, digits: number): string {
  let text = '';
  while (text.length < digits) text += random.int(65_536).toString(16).padStart(4, '0');
  return text;
}

function uuid(random: Random): string {
  const digits = hex(random, 32);
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `4${digits.slice(13, 16)}`,
    `a${digits.slice(17, 20)}`,
    digits.slice(20),
  ].join('-');
}
