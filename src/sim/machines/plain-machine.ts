import { DEFAULT_DISK, type MachineSpec } from '../../api/scenario.ts';
import { milliValue, quantityValue } from '../../base/quantity.ts';
import type { Random } from '../../base/random.ts';
import type { MachineRow } from '../../protocol/view.ts';
import type { Engine } from '../engine/engine.ts';
import type { Registry } from '../images/registry.ts';
import { Runtime } from '../kubelet/runtime.ts';
import { containerOf, type RuntimeContainer, type Sandbox } from '../kubelet/runtime-container.ts';
import type { Host } from '../network/network.ts';
import type { PodNetwork } from '../network/pod-network.ts';
import type { Surroundings } from '../network/surroundings.ts';
import type { Volume } from '../shell/fs/volume.ts';
import { plainConfig } from './plain-config.ts';

/** From power on until its container runtime works, as for the cluster's machines. */
const BOOT_MS = 15_000;

/** What plain machines share. */
export interface PlainMachineOptions {
  readonly engine: Engine;
  readonly random: Random;
  readonly registry: Registry;
  readonly podNetwork: PodNetwork;
  readonly disk: (handle: string, source: string) => Volume;
  readonly surroundings: () => Surroundings;
  /** A container has ended, for whatever reason, or the machine has lost its power. */
  readonly onTrouble: (machine: PlainMachine) => void;
  readonly onExit: (container: RuntimeContainer) => void;
}

type ContainerSpec = MachineSpec['containers'][number];

/**
 * A machine without Kubernetes: a container runtime on which a person has started containers, each at a port of the
 * machine. What has ended stays ended until a person starts it again (`docker run` without `--restart`).
 */
export class PlainMachine {
  readonly name: string;
  readonly ip: string;
  readonly host: Host;
  readonly runtime: Runtime;
  /** When the machine last went up or down. */
  private sinceMs = 0;
  private bootedMs = 0;
  private readonly spec: MachineSpec;
  private readonly options: PlainMachineOptions;
  private sandbox: Sandbox;

  /** Throws Error for an image that does not exist. */
  constructor(options: PlainMachineOptions, spec: MachineSpec, ip: string) {
    const { engine, podNetwork, disk } = options;
    this.options = options;
    this.spec = spec;
    this.name = spec.name;
    this.ip = ip;
    this.host = { name: spec.name, scope: engine.root.child(spec.name) };
    this.runtime = new Runtime({
      engine,
      podNetwork,
      disk,
      random: options.random.fork(spec.name),
      scope: this.host.scope,
      name: spec.name,
      capacityMilli: milliValue(spec.cpu),
      memoryBytes: quantityValue(spec.memory),
      diskBytes: quantityValue(DEFAULT_DISK),
      hostIp: ip,
      services: () => [],
      accountUid: () => '',
      network: () => options.surroundings().access({ host: this.host, proxy: undefined, ip, pod: '' }),
    });
    this.runtime.onExit = (container) => {
      options.onExit(container);
      options.onTrouble(this);
    };
    podNetwork.addMachine(ip, this.host, this.runtime, (port) => this.listener(port));
    this.sandbox = this.newSandbox();
    for (const container of spec.containers) this.run(container);
  }

  get isOn(): boolean {
    return this.host.scope.alive;
  }

  /** Whether it has power and its runtime works. */
  get isUp(): boolean {
    return this.isOn && this.options.engine.nowMs >= this.bootedMs;
  }

  /** Everything on the machine stops at once. */
  powerOff(): void {
    if (!this.isOn) return;
    this.host.scope.kill();
    this.sinceMs = this.options.engine.nowMs;
    this.options.onTrouble(this);
  }

  /** Gives a dead machine power again; a living one is reset. Its containers stay down. */
  powerOn(): void {
    const { engine } = this.options;
    if (this.isOn) this.powerOff();
    this.host.scope = engine.root.child(this.name);
    this.runtime.reboot(this.host.scope);
    this.sandbox = this.newSandbox();
    this.sinceMs = engine.nowMs;
    this.bootedMs = engine.nowMs + BOOT_MS;
  }

  /** Milliseconds until its runtime works. */
  get bootsForMs(): number {
    return Math.max(0, this.bootedMs - this.options.engine.nowMs);
  }

  /** Starts what does not run, once the machine is up. */
  startAll(): void {
    for (const one of this.spec.containers) if (containerOf(this.sandbox, one.name)?.state !== 'running') this.run(one);
  }

  /** Starts a container anew. Throws Error when the machine has none of that name. */
  restart(name: string): void {
    const spec = this.specOf(name);
    const container = containerOf(this.sandbox, name);
    if (container?.state === 'running') this.runtime.exit(container, 137);
    this.run(spec);
  }

  /** The main process of a container dies. Throws Error when none of that name runs. */
  crash(name: string): void {
    this.specOf(name);
    const container = this.isOn ? containerOf(this.sandbox, name) : undefined;
    if (container?.state !== 'running') throw new Error(`container ${name} does not run on machine ${this.name}`);
    this.runtime.exit(container, 137);
  }

  /** What the page shows. `originMs` is the engine's time at which the run began. */
  row(originMs: number, repairMs: number): MachineRow {
    const { spec, isOn } = this;
    return {
      name: spec.name,
      ip: this.ip,
      cpuMilli: milliValue(spec.cpu),
      memoryBytes: milliValue(spec.memory) / 1000,
      state: !isOn ? 'off' : this.isUp ? 'on' : 'booting',
      sinceMs: this.sinceMs - originMs,
      repairMs: repairMs === Infinity ? -1 : repairMs - originMs,
      containers: spec.containers.map((one) => ({ ...one, ...this.stateOf(one.name, originMs) })),
    };
  }

  private stateOf(
    name: string,
    originMs: number,
  ): Pick<MachineRow['containers'][number], 'state' | 'exitCode' | 'sinceMs'> {
    const container = containerOf(this.sandbox, name);
    if (!this.isOn || !container) return { state: 'exited', exitCode: 255, sinceMs: this.sinceMs - originMs };
    const { state, exitCode, finishedMs, startedMs, behaviour } = container;
    if (state === 'exited') return { state, exitCode, sinceMs: finishedMs - originMs };
    const isUp = this.options.engine.nowMs >= startedMs + (behaviour?.startupMs ?? 0);
    return { state: isUp ? 'running' : 'starting', exitCode: 0, sinceMs: startedMs - originMs };
  }

  private specOf(name: string): ContainerSpec {
    const found = this.spec.containers.find((one) => one.name === name);
    if (found) return found;
    const names = this.spec.containers.map((one) => one.name).join(', ');
    throw new Error(`machine ${this.name} has no container ${name}; it has: ${names}`);
  }

  private newSandbox(): Sandbox {
    return this.runtime.createSandbox(this.name, '', true)!;
  }

  private run({ name, image: wanted }: ContainerSpec): void {
    const found = this.options.registry.lookup(wanted);
    if (!('image' in found)) throw new Error('error' in found ? found.error : found.invalidName);
    const config = plainConfig(this.spec, this.runtime, found.image, this.sandbox);
    this.runtime.start(this.runtime.createContainer(this.sandbox, { name, image: wanted }, found.image, config));
  }

  /** The container that is reached at a port of the machine, by the port on which its server listens. */
  private listener(port: number): RuntimeContainer | 'hangs' | undefined {
    const spec = this.spec.containers.find((one) => one.port === port);
    const container = spec && containerOf(this.sandbox, spec.name);
    if (!container) return undefined;
    const ports = (container.behaviour ?? container.image.server).ports;
    const answer = this.runtime.answers(container, ports === 'any' ? port : (ports[0] ?? port));
    return answer === 'no' ? undefined : answer === 'hangs' ? 'hangs' : container;
  }
}
