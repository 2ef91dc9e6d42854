import type { Container as ContainerSpec } from '../../api/k8s/core-v1.gen.ts';
import { type Process, sleep } from '../../api/process.ts';
import type { ContainerConfig } from '../containers/container-config.ts';
import { PlannedLines, timed } from '../containers/container-log.ts';
import type { ContainerWorld } from '../containers/container-world.ts';
import { terminationMessage } from '../containers/termination-message.ts';
import type { Engine } from '../engine/engine.ts';
import type { Scope } from '../engine/scope.ts';
import { waitAtMost } from '../engine/wait-at-most.ts';
import type { Role } from '../images/image.ts';
import type { PullableImage } from '../images/registry.ts';
import type { PidNamespace } from '../shell/kernel/kernel.ts';
import { SIGKILL, SIGTERM } from '../shell/kernel/signals.ts';
import type { ServerReply, ServerRequest } from '../shell/network-access.ts';
import { type Addresses, createAddresses } from './addresses.ts';
import { answerOf } from './answer-of.ts';
import { type ImageRecord, noteFreed } from './disk/image-use.ts';
import { layerUse, MachineFiles } from './disk/machine-files.ts';
import { listensOn, makeWorld } from './make-world.ts';
import {
  containerOf,
  endOfServer,
  newContainer,
  type RuntimeContainer,
  type Sandbox,
  startFailure,
} from './runtime-container.ts';
import type { RuntimeOptions } from './runtime-options.ts';
import { hasOwnConfiguration, loadedFromImage, startLinesOf, stopLinesOf, stopMsOf } from './server-files.ts';
import { CpuMeter } from './stats/cpu-meter.ts';

/**
 * The container runtime of one machine. Its disk (images, ended containers) survives a loss of power.
 * Models containerd as the kubelet sees it.
 */
export class Runtime {
  /** By uid of the Pod. */
  readonly sandboxes = new Map<string, Sandbox>();
  /** Images on disk, by canonical name. */
  readonly images = new Map<string, PullableImage>();
  /** What Pods see that share the machine's processes. */
  hostPids: PidNamespace | undefined;
  readonly imageRecords = new Map<string, ImageRecord>();
  /** The Pods' address range, once the network plug-in knows it. */
  podRange = '';
  /** Called with a Pod's uid whenever one of its containers or its sandbox changes: the kubelet's ear. */
  onChange: ((podUid: string) => void) | undefined;
  /** Called when a container has ended. */
  onExit: ((container: RuntimeContainer) => void) | undefined;
  /** Called when a container may use more memory than before: the eviction manager's ear. */
  onMemory: (() => void) | undefined;
  /** Called when a component's container starts, ends, freezes or thaws. */
  onRole: ((role: Role) => void) | undefined;
  readonly options: RuntimeOptions;
  readonly cpu: CpuMeter;
  private readonly engine: Engine;
  private readonly timers = new Map<RuntimeContainer, number>();
  private readonly frozen = new Set<Role>();
  private readonly addresses: Addresses = createAddresses();
  /** Virtual time at which the machine was started. */
  bootMs = 0;
  /** Its files, and those of its Pods. */
  readonly files: MachineFiles;
  private scope: Scope;

  constructor(options: RuntimeOptions) {
    this.options = options;
    this.cpu = new CpuMeter(options.capacityMilli);
    this.engine = options.engine;
    this.scope = options.scope;
    this.files = new MachineFiles(this);
  }

  /** The same for all its containers: there are many. */
  private readonly unixMs = (): number => this.engine.unixMs;
  private readonly onLog = (bytes: number): void => this.files.disk.note(bytes);

  /** What the server of a container answers, where its image says so. */
  reply(container: RuntimeContainer, request: ServerRequest, clientIp = '127.0.0.1'): ServerReply | undefined {
    return answerOf(this, container, request, clientIp);
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

  createContainer(
    sandbox: Sandbox,
    spec: ContainerSpec,
    image: PullableImage,
    config: ContainerConfig,
  ): RuntimeContainer {
    const { random } = this.options;
    const last = containerOf(sandbox, spec.name);
    if (last) noteFreed(this.imageRecords, [last], this.engine.nowMs);
    const originMs = this.engine.unixMs - this.engine.nowMs;
    const { unixMs, onLog } = this;
    const container = newContainer({ random, originMs, unixMs, sandbox, spec, image, config, onLog }, last);
    sandbox.containers = [...sandbox.containers.filter((one) => one !== last), container];
    return container;
  }

  /** Starts a container's main process. Returns why it could not, in the runtime's words. */
  start(container: RuntimeContainer): string | undefined {
    container.state = 'running';
    container.startedMs = this.engine.nowMs;
    container.countedMs = this.engine.nowMs;
    if (container.behaviour) {
      const end = endOfServer(container, container.behaviour);
      if (end) this.exitLater(container, end.afterMs, end.exitCode, end.reason);
      this.startServer(container);
    } else {
      const main = this.worldOf(container).start();
      if (typeof main === 'string') {
        container.message = startFailure(main);
        this.exit(container, 128, 'StartError');
        return container.message;
      }
      container.main = main;
      main.exited.onSettle(() => {
        if (this.scope.alive)
          this.exit(container, main.exitCode, container.world?.outOfMemory && main.exitCode !== 0 ? 'OOMKilled' : '');
      });
    }
    this.changed(container);
    this.onMemory?.();
    return undefined;
  }

  /** A server that reads nothing of its own needs no process until somebody looks. */
  private startServer(container: RuntimeContainer): void {
    const loaded = hasOwnConfiguration(container) ? undefined : loadedFromImage(container);
    const reads = container.image.system.model?.load !== undefined && (!loaded || 'exitCode' in loaded);
    if (reads || container.config.processes) {
      makeWorld(this, this.scope, container, false);
      return;
    }
    if (loaded && !('exitCode' in loaded)) container.loaded = loaded;
    const { unixMs } = this.engine;
    container.log.addSource(new PlannedLines(() => timed(startLinesOf(container, unixMs), unixMs)), unixMs - 1);
  }

  /** Sends SIGTERM, waits for the end at most for the grace period, then sends SIGKILL. */
  *stop(container: RuntimeContainer, graceMs: number): Process {
    if (container.state !== 'running') return;
    const { behaviour, main } = container;
    if (main) {
      main.signal(SIGTERM);
      yield* waitAtMost(this.engine, main.exited, graceMs);
      main.signal(SIGKILL);
      return;
    }
    const { stopExitCode, serving } = behaviour!;
    const stopMs = stopMsOf(container) ?? behaviour!.stopMs;
    const obeys = stopMs <= graceMs && !this.isFrozen(container);
    const { unixMs } = this.engine;
    if (obeys) {
      for (const { stream, text } of timed(stopLinesOf(container, unixMs), unixMs))
        container.log.writeLine(stream, text, unixMs);
    }
    container.draining = obeys && serving.drains;
    const busyMs = container.draining ? (container.web?.busyUntilMs ?? 0) - this.engine.nowMs : 0;
    const delayMs = obeys ? Math.min(graceMs, Math.max(stopMs, busyMs)) : graceMs;
    this.exitLater(container, delayMs, obeys ? stopExitCode : 137);
    yield* sleep(delayMs);
  }

  /** The inside of a container, made when it is first needed. */
  worldOf(container: RuntimeContainer): ContainerWorld {
    return container.world ?? makeWorld(this, this.scope, container, true);
  }

  /** Ends a container now. `reason` says why, where the exit code alone does not. */
  exit(container: RuntimeContainer, exitCode: number, reason = ''): void {
    const timer = this.timers.get(container);
    if (timer !== undefined) this.engine.cancel(timer);
    this.timers.delete(container);
    if (container.state === 'exited') return;
    if (container.state === 'running') this.cpu.end(container, this.engine.nowMs);
    container.state = 'exited';
    container.finishedMs = this.engine.nowMs;
    container.exitCode = exitCode;
    container.reason = reason;
    container.world?.kernel.killAll();
    container.log.end(this.engine.unixMs);
    container.message ||= terminationMessage(container);
    container.layer = layerUse(container);
    container.world?.leave();
    container.world = undefined;
    container.main = undefined;
    this.onExit?.(container);
    container.web = undefined;
    this.changed(container);
  }

  stopSandbox(sandbox: Sandbox): void {
    for (const container of sandbox.containers) {
      if (container.state === 'running') this.exit(container, 137);
    }
    this.release(sandbox);
  }

  removePod(podUid: string): void {
    this.files.drop(podUid);
    const sandbox = this.sandboxes.get(podUid);
    if (!sandbox) return;
    this.stopSandbox(sandbox);
    this.sandboxes.delete(podUid);
    noteFreed(this.imageRecords, sandbox.containers, this.engine.nowMs);
  }

  /** Whether the container's process answers on a port now: `hangs` accepts a connection and never answers. */
  answers(container: RuntimeContainer, port: number): 'yes' | 'no' | 'hangs' {
    if (container.state !== 'running' || container.draining) return 'no';
    if (!listensOn(container, port, this.engine.nowMs)) return 'no';
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
    this.bootMs = this.engine.nowMs;
    this.cpu.reset(this.bootMs);
    this.files.loseMemory();
    this.hostPids = undefined;
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

  private exitLater(container: RuntimeContainer, delayMs: number, exitCode: number, reason = ''): void {
    const timer = this.timers.get(container);
    if (timer !== undefined) this.engine.cancel(timer);
    const end = (): void => this.exit(container, exitCode, reason);
    this.timers.set(container, this.engine.after(delayMs, end, undefined, this.scope));
  }
}
