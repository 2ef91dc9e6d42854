import type { Container as ContainerSpec, ContainerStateTerminated } from '../../api/k8s/core-v1.gen.ts';
import type { Random } from '../../base/random.ts';
import { rfc3339 } from '../../base/time.ts';
import type { Engine } from '../engine/engine.ts';
import type { Scope } from '../engine/scope.ts';
import type { Behaviour, Role } from '../images/image.ts';
import type { PullableImage } from '../images/registry.ts';
import type { PodNetwork } from '../network/pod-network.ts';
import { type Addresses, createAddresses } from './addresses.ts';

/** A container on a machine; only the newest of each name is kept, with how the one before it ended. */
export interface RuntimeContainer {
  readonly id: string;
  readonly name: string;
  readonly image: PullableImage;
  /** What the Pod said when it was created; another image there means a new container. */
  readonly specImage: string;
  readonly behaviour: Behaviour;
  /** How often it has been created before. */
  readonly attempt: number;
  readonly previous: ContainerStateTerminated | undefined;
  readonly sandbox: Sandbox;
  state: 'created' | 'running' | 'exited';
  startedMs: number;
  finishedMs: number;
  exitCode: number;
  /** Why it ended, where the exit code alone does not say it. */
  reason: string;
}

/** A Pod's sandbox: its network address and its containers. */
export interface Sandbox {
  readonly podUid: string;
  /** `namespace/name` of the Pod. */
  readonly podKey: string;
  readonly ip: string;
  readonly hostNetwork: boolean;
  /** The newest of each name. */
  containers: readonly RuntimeContainer[];
  /** Lost when it was stopped, or with the power. */
  ready: boolean;
}

export interface RuntimeOptions {
  readonly engine: Engine;
  readonly random: Random;
  readonly scope: Scope;
  readonly podNetwork: PodNetwork;
  /** Address of the machine, which host-network Pods share. */
  readonly hostIp: string;
}

/**
 * The container runtime of one machine. Its disk (images, ended containers) survives a loss of power.
 * Models containerd as the kubelet sees it.
 */
export class Runtime {
  /** By uid of the Pod. */
  readonly sandboxes = new Map<string, Sandbox>();
  /** Images on disk, by canonical name. */
  readonly images = new Map<string, PullableImage>();
  /** The Pods' address range, once the network plug-in knows it. */
  podRange = '';
  /** Called with a Pod's uid whenever one of its containers or its sandbox changes: the kubelet's ear. */
  onChange: ((podUid: string) => void) | undefined;
  /** Called when a component's container starts, ends, freezes or thaws. */
  onRole: ((role: Role) => void) | undefined;
  private readonly options: RuntimeOptions;
  private readonly engine: Engine;
  private readonly timers = new Map<RuntimeContainer, number>();
  private readonly frozen = new Set<Role>();
  private readonly addresses: Addresses = createAddresses();
  private scope: Scope;

  constructor(options: RuntimeOptions) {
    this.options = options;
    this.engine = options.engine;
    this.scope = options.scope;
  }

  setPodRange(cidr: string): void {
    this.podRange = cidr;
    this.addresses.setRange(cidr);
  }

  /** Makes a sandbox, taking over ended containers of an earlier one. Undefined when there is no address left. */
  createSandbox(podUid: string, podKey: string, hostNetwork: boolean): Sandbox | undefined {
    const ip = hostNetwork ? this.options.hostIp : this.addresses.take();
    if (ip === undefined) return undefined;
    const containers = this.sandboxes.get(podUid)?.containers ?? [];
    const sandbox: Sandbox = { podUid, podKey, ip, hostNetwork, containers, ready: true };
    this.sandboxes.set(podUid, sandbox);
    if (!hostNetwork) this.options.podNetwork.add(ip, sandbox, this);
    this.onChange?.(podUid);
    return sandbox;
  }

  createContainer(sandbox: Sandbox, spec: ContainerSpec, image: PullableImage): RuntimeContainer {
    const last = containerOf(sandbox, spec.name);
    const container: RuntimeContainer = {
      id: containerId(this.options.random),
      name: spec.name,
      image,
      specImage: spec.image ?? '',
      behaviour: image.behave({ command: spec.command ?? [], args: spec.args ?? [] }),
      attempt: last ? last.attempt + 1 : 0,
      previous: last && terminatedState(last, this.engine.unixMs - this.engine.nowMs),
      sandbox,
      state: 'created',
      startedMs: 0,
      finishedMs: 0,
      exitCode: 0,
      reason: '',
    };
    sandbox.containers = [...sandbox.containers.filter((one) => one !== last), container];
    return container;
  }

  start(container: RuntimeContainer): void {
    container.state = 'running';
    container.startedMs = this.engine.nowMs;
    const { exitAfterMs, exitCode } = container.behaviour;
    if (exitAfterMs !== undefined) this.exitLater(container, exitAfterMs, exitCode);
    this.changed(container);
  }

  /** Sends SIGTERM, then SIGKILL after the grace period; returns after how long the container will have ended. */
  stop(container: RuntimeContainer, graceMs: number): number {
    if (container.state !== 'running') return 0;
    const { stopMs, stopExitCode } = container.behaviour;
    const obeys = stopMs <= graceMs && !this.isFrozen(container);
    const delayMs = obeys ? stopMs : graceMs;
    this.exitLater(container, delayMs, obeys ? stopExitCode : 137);
    return delayMs;
  }

  /** Ends a container now. `reason` says why, where the exit code alone does not. */
  exit(container: RuntimeContainer, exitCode: number, reason = ''): void {
    const timer = this.timers.get(container);
    if (timer !== undefined) this.engine.cancel(timer);
    this.timers.delete(container);
    if (container.state === 'exited') return;
    container.state = 'exited';
    container.finishedMs = this.engine.nowMs;
    container.exitCode = exitCode;
    container.reason = reason;
    this.changed(container);
  }

  stopSandbox(sandbox: Sandbox): void {
    for (const container of sandbox.containers) {
      if (container.state === 'running') this.exit(container, 137);
    }
    this.release(sandbox);
  }

  removePod(podUid: string): void {
    const sandbox = this.sandboxes.get(podUid);
    if (!sandbox) return;
    this.stopSandbox(sandbox);
    this.sandboxes.delete(podUid);
  }

  /** Whether the container's process answers on a port now: `hangs` accepts a connection and never answers. */
  answers(container: RuntimeContainer, port: number): 'yes' | 'no' | 'hangs' {
    const { startupMs, ports } = container.behaviour;
    const listens = container.state === 'running' && (ports === 'any' || ports.includes(port));
    if (!listens || this.engine.nowMs < container.startedMs + startupMs) return 'no';
    return this.isFrozen(container) ? 'hangs' : 'yes';
  }

  /** Freezes (or thaws) the processes of a component's containers, as SIGSTOP does. */
  freeze(role: Role, frozen: boolean): void {
    if (frozen) this.frozen.add(role);
    else this.frozen.delete(role);
    this.onRole?.(role);
    for (const container of this.containersOf(role)) this.onChange?.(container.sandbox.podUid);
  }

  /** Whether a container of this component runs and is not frozen. */
  runs(role: Role): boolean {
    return (
      this.scope.alive && !this.frozen.has(role) && this.containersOf(role).some(({ state }) => state === 'running')
    );
  }

  /** Whether the processes of a component are frozen here. */
  freezes(role: Role): boolean {
    return this.frozen.has(role);
  }

  /** After the machine has power again: everything that ran has ended. */
  reboot(scope: Scope): void {
    this.scope = scope;
    this.timers.clear();
    this.frozen.clear();
    for (const sandbox of this.sandboxes.values()) {
      for (const container of sandbox.containers) {
        if (container.state !== 'exited') this.exit(container, 255, 'Unknown');
      }
      this.release(sandbox);
    }
  }

  private isFrozen(container: RuntimeContainer): boolean {
    return container.image.role !== undefined && this.frozen.has(container.image.role);
  }

  private containersOf(role: Role): RuntimeContainer[] {
    const all = [...this.sandboxes.values()].flatMap(({ containers }) => containers);
    return all.filter(({ image }) => image.role === role);
  }

  private changed(container: RuntimeContainer): void {
    this.onChange?.(container.sandbox.podUid);
    if (container.image.role) this.onRole?.(container.image.role);
  }

  private release(sandbox: Sandbox): void {
    if (!sandbox.ready) return;
    sandbox.ready = false;
    if (sandbox.hostNetwork) return;
    this.options.podNetwork.remove(sandbox.ip, sandbox);
    this.addresses.release(sandbox.ip);
  }

  private exitLater(container: RuntimeContainer, delayMs: number, exitCode: number): void {
    const timer = this.timers.get(container);
    if (timer !== undefined) this.engine.cancel(timer);
    const end = (): void => this.exit(container, exitCode);
    this.timers.set(container, this.engine.after(delayMs, end, undefined, this.scope));
  }
}

/** A container of a sandbox by its name in the Pod. */
export function containerOf(sandbox: Sandbox | undefined, name: string): RuntimeContainer | undefined {
  return sandbox?.containers.find((container) => container.name === name);
}

/** How a container ended, as the API says it. `originMs` is the Unix time of virtual time 0. */
export function terminatedState(container: RuntimeContainer, originMs: number): ContainerStateTerminated {
  const { id, exitCode, reason, startedMs, finishedMs } = container;
  return {
    containerID: id,
    exitCode,
    finishedAt: rfc3339(originMs + finishedMs),
    reason: reason || (exitCode === 0 ? 'Completed' : 'Error'),
    startedAt: rfc3339(originMs + startedMs),
  };
}

/** Joined rather than concatenated: that makes one flat string, and there are many of them. */
function containerId(random: Random): string {
  const parts = ['containerd://'];
  for (let i = 0; i < 8; i++) parts.push(random.int(4294967296).toString(16).padStart(8, '0'));
  return parts.join('');
}
