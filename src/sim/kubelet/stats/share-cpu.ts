/** What one control group wants of the processor. */
export interface CpuDemand {
  /** Thousandths of a core that it would use alone, its limit kept. */
  readonly wantsMilli: number;
  /** cpu.shares: what it gets in proportion to the others when there is not enough. */
  readonly shares: number;
}

/**
 * How much of a processor each of several control groups gets, in thousandths of a core: what it wants where there is
 * enough for all, else in proportion to its shares, and what some do not need goes to the others. Models the kernel's
 * fair scheduler.
 */
export function shareCpu(capacityMilli: number, demands: readonly CpuDemand[]): readonly number[] {
  const total = demands.reduce((sum, { wantsMilli }) => sum + wantsMilli, 0);
  if (total <= capacityMilli) return demands.map(({ wantsMilli }) => wantsMilli);
  const order = demands
    .map((demand, index) => ({ ...demand, index }))
    .sort((a, b) => a.wantsMilli / a.shares - b.wantsMilli / b.shares || a.index - b.index);
  const got = demands.map(() => 0);
  let left = capacityMilli;
  let shares = demands.reduce((sum, demand) => sum + demand.shares, 0);
  for (const demand of order) {
    const part = Math.min(demand.wantsMilli, (left * demand.shares) / shares);
    got[demand.index] = part;
    left -= part;
    shares -= demand.shares;
  }
  return got;
}
