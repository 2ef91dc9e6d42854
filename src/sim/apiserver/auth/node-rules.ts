import type { PolicyRule } from '../../../api/k8s/rbac-v1.gen.ts';

const rule = (apiGroup: string, resources: readonly string[], verbs: readonly string[]): PolicyRule => ({
  apiGroups: [apiGroup],
  resources,
  verbs,
});

const READ = ['get', 'list', 'watch'];

/** What every kubelet may do to resources that are not looked at one by one. Models NodeRules of bootstrappolicy. */
export const NODE_RULES: readonly PolicyRule[] = [
  rule('authentication.k8s.io', ['tokenreviews'], ['create']),
  rule('authorization.k8s.io', ['localsubjectaccessreviews', 'subjectaccessreviews'], ['create']),
  rule('', ['services'], READ),
  rule('', ['events'], ['create', 'patch', 'update']),
  rule('', ['endpoints'], ['get']),
  rule('certificates.k8s.io', ['certificatesigningrequests'], ['create', ...READ]),
  rule('storage.k8s.io', ['csidrivers'], READ),
  rule('node.k8s.io', ['runtimeclasses'], READ),
];
