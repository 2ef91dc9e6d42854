import type { ResourceRequirements } from '../../../api/k8s/core-v1.gen.ts';
import { milliValue, quantityValue } from '../../../base/quantity.ts';

/** What a container's control group is allowed: Infinity where nothing is said. */
export interface GroupRules {
  readonly limitMilli: number;
  readonly limitBytes: number;
  /** cpu.shares. */
  readonly shares: number;
}

/** cpu.shares of a container that requests nothing, and of a whole core. Models pkg/kubelet/cm/helpers_linux.go. */
const MIN_SHARES = 2;
const SHARES_PER_CORE = 1024;

const NO_RULES: GroupRules = { limitMilli: Infinity, limitBytes: Infinity, shares: MIN_SHARES };
/** Containers of one template share their resources. */
const memo = new WeakMap<ResourceRequirements, GroupRules>();

/** The rules that follow from a container's resources. */
export function rulesOf(resources: ResourceRequirements | undefined): GroupRules {
  if (!resources) return NO_RULES;
  let rules = memo.get(resources);
  if (!rules) {
    const { limits = {}, requests = {} } = resources;
    const { cpu, memory } = limits;
    const requested = requests['cpu'] ?? cpu;
    rules = {
      limitMilli: cpu === undefined ? Infinity : milliValue(cpu),
      limitBytes: memory === undefined ? Infinity : quantityValue(memory),
      shares:
        requested === undefined
          ? MIN_SHARES
          : Math.max(MIN_SHARES, Math.floor((milliValue(requested) * SHARES_PER_CORE) / 1000)),
    };
    memo.set(resources, rules);
  }
  return rules;
}
