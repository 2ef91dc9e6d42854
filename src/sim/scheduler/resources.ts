/** Amounts of resources: cpu in milli, memory and ephemeral storage in bytes, others in units. */
export interface Resources {
  cpu: number;
  memory: number;
  ephemeral: number;
  /** How many Pods; only of what a node allows. */
  pods: number;
  /** Extended resources and huge pages. */
  scalar: Map<string, number> | undefined;
}

/** No resources at all. */
export function noResources(): Resources {
  return { cpu: 0, memory: 0, ephemeral: 0, pods: 0, scalar: undefined };
}

/** Sorts amounts by resource name into columns. */
export function toResources(amounts: Readonly<Record<string, number>>): Resources {
  const resources = noResources();
  for (const [name, amount] of Object.entries(amounts)) {
    if (name === 'cpu') resources.cpu = amount;
    else if (name === 'memory') resources.memory = amount;
    else if (name === 'ephemeral-storage') resources.ephemeral = amount;
    else if (name === 'pods') resources.pods = amount;
    else {
      resources.scalar ??= new Map();
      resources.scalar.set(name, amount);
    }
  }
  return resources;
}

/** Adds `sign` times the amounts, in place. */
export function addResources(total: Resources, amounts: Resources, sign: 1 | -1): void {
  total.cpu += sign * amounts.cpu;
  total.memory += sign * amounts.memory;
  total.ephemeral += sign * amounts.ephemeral;
  if (!amounts.scalar) return;
  total.scalar ??= new Map();
  for (const [name, amount] of amounts.scalar) total.scalar.set(name, (total.scalar.get(name) ?? 0) + sign * amount);
}

/** An amount in words: `430m CPU`, `2 Gi memory`, `1 example.com/gpu`. Fractions of a MiB are rounded up. */
export function resourceText(name: string, amount: number): string {
  if (name === 'cpu') return amount % 1000 === 0 ? `${amount / 1000} CPU` : `${amount}m CPU`;
  const isBytes = name === 'memory' || name === 'ephemeral-storage' || name.startsWith('hugepages-');
  if (!isBytes) return `${amount} ${name}`;
  const mebi = Math.ceil(amount / 2 ** 20);
  return `${mebi % 1024 === 0 ? `${mebi / 1024} Gi` : `${mebi} Mi`} ${name}`;
}

/** One amount by resource name. */
export function amountOf(resources: Resources, name: string): number {
  if (name === 'cpu') return resources.cpu;
  if (name === 'memory') return resources.memory;
  if (name === 'ephemeral-storage') return resources.ephemeral;
  return resources.scalar?.get(name) ?? 0;
}
