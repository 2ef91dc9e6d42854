import type { Relaxation } from '../../framework.ts';
import type { NodeInfo } from '../../node-info.ts';
import { firstForbiddingTaint, type PodInfo, withSpec } from '../../pod-info.ts';

/** The toleration that a Pod lacks for a node's first taint that keeps it off. */
export function relaxTaint(pod: PodInfo, node: NodeInfo): Relaxation | undefined {
  const taint = firstForbiddingTaint(pod, node);
  if (!taint) return undefined;
  const { key, value = '', effect } = taint;
  const tolerations = [...pod.specInfo.tolerations, { key, operator: 'Equal', value, effect }];
  const text = `${key}${value ? `=${value}` : ''}:${effect}`;
  return { what: `a toleration for ${text}`, how: 'to use', cost: 1, pod: withSpec(pod, { tolerations }) };
}
