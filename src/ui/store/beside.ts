import type { Frame } from '../../protocol/messages.ts';
import type { AutoscalerRow, MachineRow } from '../../protocol/view.ts';

/** What stands beside nodes, Pods and Services: few rows, told whole. */
export interface Beside {
  /** HorizontalPodAutoscalers by `namespace/name`. */
  readonly autoscalers: ReadonlyMap<string, AutoscalerRow>;
  /** Machines beside the cluster, by name. */
  readonly machines: ReadonlyMap<string, MachineRow>;
}

export interface BesideTables {
  readonly autoscalers: Map<string, AutoscalerRow>;
  readonly machines: Map<string, MachineRow>;
}

export const besideTables = (): BesideTables => ({ autoscalers: new Map(), machines: new Map() });

/** Takes a frame in; whether anything has changed. */
export function applyBeside(tables: BesideTables, frame: Frame): boolean {
  for (const row of frame.machines) tables.machines.set(row.name, row);
  for (const row of frame.autoscalers) tables.autoscalers.set(row.key, row);
  for (const key of frame.removedAutoscalers) tables.autoscalers.delete(key);
  return [frame.machines, frame.autoscalers, frame.removedAutoscalers].some((list) => list.length > 0);
}
