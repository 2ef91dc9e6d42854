import type { KubeObject } from '../../api/object.ts';

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An object without some of its fields. */
function without(fields: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));
}

/** What controllers and kubectl note on objects for themselves. */
const NOTES =
  /^(kubectl\.kubernetes\.io\/last-applied-configuration|deployment\.kubernetes\.io\/.*|deprecated\.daemonset\.template\.generation|pv\.kubernetes\.io\/.*|volume(\.beta)?\.kubernetes\.io\/.*|batch\.kubernetes\.io\/job-tracking|cronjob\.kubernetes\.io\/instantiate|autoscaling\.alpha\.kubernetes\.io\/.*)$/;
/** Labels that a Job gives its Pods by its uid. */
const JOB_LABELS = ['controller-uid', 'job-name', 'batch.kubernetes.io/controller-uid', 'batch.kubernetes.io/job-name'];

function bareMeta({ name, namespace, labels, annotations, finalizers }: KubeObject['metadata']): Fields {
  const said = Object.entries(annotations ?? {}).filter(([key]) => !NOTES.test(key));
  const own = (finalizers ?? []).filter((each) => !/kubernetes\.io\/|^(foregroundDeletion|orphan)$/.test(each));
  return {
    ...(said.length > 0 ? { annotations: Object.fromEntries(said) } : {}),
    ...(own.length > 0 ? { finalizers: own } : {}),
    ...(labels && Object.keys(labels).length > 0 ? { labels } : {}),
    name,
    ...(namespace ? { namespace } : {}),
  };
}

/** A Pod's spec without what admission, the scheduler and the token volume have added. */
function barePodSpec(spec: Fields): Fields {
  const volumes = (spec['volumes'] as readonly Fields[] | undefined)?.filter(
    ({ name }) => !String(name).startsWith('kube-api-access-'),
  );
  const bare = (container: Fields): Fields => {
    const mounts = (container['volumeMounts'] as readonly Fields[] | undefined)?.filter(
      ({ name }) => !String(name).startsWith('kube-api-access-'),
    );
    return { ...without(container, ['volumeMounts']), ...(mounts?.length ? { volumeMounts: mounts } : {}) };
  };
  const tolerations = (spec['tolerations'] as readonly Fields[] | undefined)?.filter(
    ({ key, tolerationSeconds }) =>
      !(tolerationSeconds === 300 && /^node\.kubernetes\.io\/(not-ready|unreachable)$/.test(String(key))),
  );
  const rest = without(spec, [
    ...['nodeName', 'volumes', 'tolerations', 'priority', 'preemptionPolicy', 'serviceAccount', 'ephemeralContainers'],
    ...(spec['serviceAccountName'] === 'default' ? ['serviceAccountName'] : []),
  ]);
  return {
    ...rest,
    ...(volumes?.length ? { volumes } : {}),
    ...(tolerations?.length ? { tolerations } : {}),
    containers: ((spec['containers'] ?? []) as readonly Fields[]).map(bare),
    ...(spec['initContainers'] ? { initContainers: (spec['initContainers'] as readonly Fields[]).map(bare) } : {}),
  };
}

function bareJobSpec(spec: Fields): Fields {
  if (spec['manualSelector'] === true) return spec;
  const template = (spec['template'] ?? {}) as Fields;
  const metadata = (template['metadata'] ?? {}) as Fields;
  const labels = without((metadata['labels'] ?? {}) as Fields, JOB_LABELS);
  return { ...without(spec, ['selector']), template: { ...template, metadata: { ...metadata, labels } } };
}

/** What the cluster fills in by kind; it would refuse or misread it in another one. */
const SPECS: Readonly<Record<string, (spec: Fields) => Fields>> = {
  Pod: barePodSpec,
  Job: bareJobSpec,
  Namespace: (spec) => without(spec, ['finalizers']),
  PersistentVolumeClaim: (spec) => without(spec, ['volumeName']),
  PersistentVolume: (spec) => without(spec, ['claimRef']),
  Service: (spec) =>
    spec['clusterIP'] === 'None'
      ? spec
      : without(spec, ['clusterIP', 'clusterIPs', 'ipFamilies', 'ipFamilyPolicy', 'healthCheckNodePort']),
};

/** An object as one would write it: without its status and what belongs to this one cluster. */
export function bare(apiVersion: string, kind: string, object: KubeObject): Fields {
  const { metadata, status: _status, ...rest } = object as KubeObject & { status?: unknown };
  const fields: Fields = without(rest as Fields, kind === 'ServiceAccount' ? ['secrets'] : []);
  const { spec } = fields;
  const bareSpec = isFields(spec) ? (SPECS[kind]?.(spec) ?? spec) : undefined;
  const hasSpec = bareSpec !== undefined && Object.keys(bareSpec).length > 0;
  return {
    ...without(fields, ['spec', 'apiVersion', 'kind']),
    apiVersion,
    kind,
    metadata: bareMeta(metadata),
    ...(hasSpec ? { spec: bareSpec } : {}),
  };
}
