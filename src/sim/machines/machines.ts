import type { MachineSpec, SupportDeed, SupportSpec } from '../../api/scenario.ts';
import type { MachineRow } from '../../protocol/view.ts';
import { PlainMachine, type PlainMachineOptions } from './plain-machine.ts';

/** The plain machines of a run, and the person who repairs them. */
export interface Machines {
  readonly all: ReadonlyMap<string, PlainMachine>;
  /** What a person does by hand. Throws Error for a target that does not exist. */
  deed(deed: SupportDeed): void;
  /** Breaks what a target names: a container of a machine. Throws Error for one that does not exist. */
  crashContainer(target: string): void;
  /** When support began to repair a machine, oldest first. */
  readonly repairs: readonly { readonly atMs: number; readonly machine: string }[];
  /** What the page shows, in the file's order. */
  rows(originMs: number): MachineRow[];
}

/** What they are made of. */
export interface MachinesOptions extends Omit<PlainMachineOptions, 'onTrouble'> {
  readonly machines: readonly MachineSpec[];
  readonly support: SupportSpec | undefined;
  /** Has a client send to another URL. */
  readonly switchTo: (client: string, to: string) => void;
}

/** Addresses of plain machines: a network of their own beside the cluster's. */
const ipOf = (index: number): string => `192.168.200.${index + 11}`;

/**
 * Makes plain machines. Support learns of a crash at once, from people who call, and takes its reaction time for
 * everything before it: to get up, log in by SSH and find what has happened. One repair mends all of a machine.
 */
export function createMachines(options: MachinesOptions): Machines {
  const { engine, machines, support, switchTo } = options;
  const all = new Map<string, PlainMachine>();
  const repairs: { atMs: number; machine: string }[] = [];
  /** When support will be at a machine. */
  const calls = new Map<PlainMachine, number>();

  const startAll = (machine: PlainMachine): void => {
    const { bootsForMs, host } = machine;
    const start = (): void => {
      calls.delete(machine);
      machine.startAll();
    };
    if (bootsForMs > 0) engine.after(bootsForMs, start, undefined, host.scope);
    else start();
  };
  const repair = (machine: PlainMachine): void => {
    repairs.push({ atMs: engine.nowMs, machine: machine.name });
    if (!machine.isOn) machine.powerOn();
    startAll(machine);
  };
  const call = (machine: PlainMachine): void => {
    if (!support || calls.has(machine) || !all.has(machine.name)) return;
    calls.set(machine, engine.nowMs + support.reactionMs);
    engine.after(support.reactionMs, repair, machine);
  };
  const machineOf = (name: string): PlainMachine => {
    const machine = all.get(name);
    if (machine) return machine;
    throw new Error(`there is no machine ${name}; there are: ${[...all.keys()].join(', ')}`);
  };
  machines.forEach((spec, index) => {
    all.set(spec.name, new PlainMachine({ ...options, onTrouble: call }, spec, ipOf(index)));
  });
  return {
    all,
    repairs,
    deed(deed) {
      if ('switch' in deed) return switchTo(deed.switch, deed.to);
      const [name = '', container] = deed.restart.split('/');
      const machine = machineOf(name);
      if (container === undefined) return repair(machine);
      if (!machine.isUp) throw new Error(`machine ${name} does not run`);
      machine.restart(container);
    },
    crashContainer(target) {
      const [name = '', container] = target.split('/');
      if (container === undefined) throw new Error(`the target of container-crash is machine/container, not ${target}`);
      machineOf(name).crash(container);
    },
    rows: (originMs) => [...all.values()].map((one) => one.row(originMs, calls.get(one) ?? Infinity)),
  };
}
