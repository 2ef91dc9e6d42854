import { parseDuration } from '../base/duration.ts';
import type { MachineSpec, SupportSpec } from './scenario.ts';

/** A plain machine as a scenario file writes it. */
export interface RawMachine {
  readonly name: string;
  readonly cpu?: string | number;
  readonly memory?: string | number;
  readonly containers?: readonly { readonly name: string; readonly image: string; readonly port: number }[];
}

/** The people who look after plain machines, as a scenario file writes them. */
export interface RawSupport {
  readonly reaction: string | number;
}

/** A plain machine has what a small virtual machine of the clouds has, unless it says otherwise. */
const DEFAULTS = { cpu: '2', memory: '4Gi' };

/** The machine that a file describes. */
export function toMachine({ name, cpu, memory, containers = [] }: RawMachine): MachineSpec {
  return { name, cpu: String(cpu ?? DEFAULTS.cpu), memory: String(memory ?? DEFAULTS.memory), containers };
}

/** Who repairs plain machines. */
export function toSupport({ reaction }: RawSupport): SupportSpec {
  return { reactionMs: parseDuration(String(reaction)) };
}
