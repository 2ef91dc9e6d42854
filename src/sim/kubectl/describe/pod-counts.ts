import type { Pod } from '../../../api/k8s/core-v1.gen.ts';
import type { LabelSelector } from '../../../api/k8s/meta-v1.gen.ts';
import { controllerOf } from '../../../api/object.ts';
import { selectorText } from '../../../api/printing.ts';
import type { Process } from '../../../api/process.ts';
import { PODS } from '../client/known.ts';
import type { AnyMetadata } from '../client/resource.ts';
import type { DescribeContext } from './context.ts';

/** How many Pods of a controller are in which phase. Models getPodStatusForController. */
export function* podCounts(
  context: DescribeContext,
  { namespace = '', uid }: AnyMetadata,
  selector: LabelSelector | undefined,
): Process<string> {
  const list = yield* context.api.list({ resource: PODS, namespace }, { labelSelector: selectorText(selector) });
  const own = (list.items as unknown as Pod[]).filter((pod) => controllerOf(pod)?.uid === uid);
  const count = (phase: string): number => own.filter((pod) => pod.status?.phase === phase).length;
  const counts = `${count('Running')} Running / ${count('Pending')} Waiting`;
  return `${counts} / ${count('Succeeded')} Succeeded / ${count('Failed')} Failed`;
}
