/** What may stand as an argument of a command. */
export type ArgumentRule =
  /** Resource types, then names of the first argument's type, or `type/name`. */
  | { readonly kind: 'resources'; readonly types?: readonly string[] }
  /** A resource type, then nothing. */
  | { readonly kind: 'types' }
  /** Names of one type. `slash` adds other types as `type/`. `once`: only the first argument. */
  | { readonly kind: 'names'; readonly type: string; readonly slash?: readonly string[]; readonly once?: boolean }
  /** One word of a list. */
  | { readonly kind: 'words'; readonly words: readonly string[] }
  | { readonly kind: 'files' }
  | { readonly kind: 'none' };

const ANY: ArgumentRule = { kind: 'resources' };
const RUNNING = ['daemonsets', 'deployments', 'jobs', 'pods', 'replicasets', 'replicationcontrollers', 'services'];
const podNames = (once: boolean): ArgumentRule => ({
  kind: 'names',
  type: 'pods',
  slash: [...RUNNING, 'statefulsets'],
  once,
});
const nodeNames = (once: boolean): ArgumentRule => ({ kind: 'names', type: 'nodes', once });
const of = (...types: string[]): ArgumentRule => ({ kind: 'resources', types });
const ROLLED = of('deployment', 'daemonset', 'statefulset');
const TEMPLATED = of('pod', 'replicationcontroller', 'deployment', 'daemonset', 'statefulset', 'cronjob', 'replicaset');

/** By the command's path without the word kubectl. Models ValidArgsFunction of the commands of k8s.io/kubectl. */
export const ARGUMENTS: Readonly<Record<string, ArgumentRule>> = {
  get: ANY,
  describe: ANY,
  delete: ANY,
  edit: ANY,
  label: ANY,
  annotate: ANY,
  patch: ANY,
  wait: ANY,
  explain: { kind: 'types' },
  logs: podNames(true),
  exec: podNames(true),
  attach: podNames(true),
  'port-forward': podNames(true),
  debug: { kind: 'names', type: 'pods', slash: ['nodes', 'pods'], once: true },
  cp: { kind: 'files' },
  cordon: nodeNames(false),
  uncordon: nodeNames(false),
  drain: nodeNames(false),
  taint: of('node'),
  'top node': nodeNames(true),
  'top pod': { kind: 'names', type: 'pods', once: true },
  'rollout status': ROLLED,
  'rollout history': ROLLED,
  'rollout undo': ROLLED,
  'rollout restart': ROLLED,
  'rollout pause': of('deployment'),
  'rollout resume': of('deployment'),
  scale: of('deployment', 'replicaset', 'replicationcontroller', 'statefulset'),
  autoscale: of('deployment', 'replicaset', 'replicationcontroller', 'statefulset'),
  expose: of('pod', 'service', 'replicationcontroller', 'deployment', 'replicaset'),
  'set image': TEMPLATED,
  'set env': TEMPLATED,
  'set resources': TEMPLATED,
  'set serviceaccount': TEMPLATED,
  'create token': { kind: 'names', type: 'serviceaccounts', once: true },
};

const OUTPUTS = ['json', 'yaml', 'name', 'wide', 'jsonpath=', 'custom-columns=', 'go-template='];

/** What a flag takes, by its long name. */
export const FLAG_VALUES: Readonly<Record<string, ArgumentRule>> = {
  namespace: { kind: 'names', type: 'namespaces' },
  output: { kind: 'words', words: OUTPUTS },
  filename: { kind: 'files' },
  'dry-run': { kind: 'words', words: ['client', 'server', 'none'] },
  cascade: { kind: 'words', words: ['background', 'foreground', 'orphan'] },
  restart: { kind: 'words', words: ['Always', 'OnFailure', 'Never'] },
  'from-file': { kind: 'files' },
  'from-env-file': { kind: 'files' },
  serviceaccount: { kind: 'names', type: 'serviceaccounts' },
  'field-selector': { kind: 'words', words: ['status.phase=', 'spec.nodeName=', 'metadata.name='] },
};
