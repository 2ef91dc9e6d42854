import { CONTROLLER_MANAGER_CONFIG } from '../../api/config/controller-manager.ts';
import type { Controller, ControllerContext, Informer } from '../../api/controller.ts';
import type { ValidatingAdmissionPolicy } from '../../api/k8s/admissionregistration-v1.gen.ts';
import { apiVersionOf } from '../../api/meta.ts';
import type { Process } from '../../api/process.ts';
import ValidatingAdmissionPolicyKind from './kind.ts';

const WORKERS: number = CONTROLLER_MANAGER_CONFIG.ValidatingAdmissionPolicyStatusController.ConcurrentPolicySyncs;
const NAME = 'validatingadmissionpolicy-status-controller';

/**
 * Says of each policy that its expressions have been looked at; types of fields are not checked. Models
 * pkg/controller/validatingadmissionpolicystatus.
 */
export const policyStatusController: Controller = {
  name: NAME,
  start(context) {
    const policies = context.informers.of(ValidatingAdmissionPolicyKind);
    const queue = context.queue('validatingadmissionpolicy-status');
    const want = ({ metadata }: ValidatingAdmissionPolicy): void => queue.add(metadata.name!);
    policies.addHandler({ onAdd: want, onUpdate: want });
    context.run(queue, WORKERS, (name) => observe(context, policies, name));
  },
};

export default policyStatusController;

function* observe(
  { client }: ControllerContext,
  policies: Informer<ValidatingAdmissionPolicy>,
  name: string,
): Process<void> {
  const policy = policies.get(name);
  const generation = policy?.metadata.generation;
  if (generation === undefined || (policy?.status?.observedGeneration ?? 0) >= generation) return;
  const body = {
    apiVersion: apiVersionOf(ValidatingAdmissionPolicyKind),
    kind: ValidatingAdmissionPolicyKind.kind,
    metadata: { name },
    status: { observedGeneration: generation, typeChecking: {} },
  };
  const patch = { type: 'application/apply-patch+yaml', body, subresource: 'status' } as const;
  yield* client.patch(ValidatingAdmissionPolicyKind, '', name, patch, { fieldManager: NAME, force: true });
}
