import type { AnyObject } from '../client/resource.ts';

/** Fields that Go's structs always write, by kind: those of the spec and those of the status. */
const ALWAYS: Readonly<Record<string, { readonly spec?: object; readonly status?: object }>> = {
  CronJob: { status: {} },
  DaemonSet: {
    spec: { updateStrategy: {} },
    status: { currentNumberScheduled: 0, numberMisscheduled: 0, desiredNumberScheduled: 0, numberReady: 0 },
  },
  Deployment: { spec: { strategy: {} }, status: {} },
  Job: { status: {} },
  Namespace: { status: {} },
  Pod: { status: {} },
  ReplicaSet: { status: { replicas: 0 } },
  ReplicationController: { status: { replicas: 0 } },
  Service: { status: { loadBalancer: {} } },
  StatefulSet: { spec: { serviceName: '', updateStrategy: {} }, status: { replicas: 0, availableReplicas: 0 } },
};

/** An object as kubectl prints it after decoding it into a Go struct: fields without `omitempty` appear. */
export function typedForm(object: AnyObject): AnyObject {
  const always = ALWAYS[object.kind ?? ''];
  const metadata = { creationTimestamp: null, ...object.metadata };
  if (!always) return { ...object, metadata };
  const spec = { ...always.spec, ...withTemplates(object['spec'] as Fields | undefined, object.kind === 'Pod') };
  const whole = { ...object, metadata, ...(object['spec'] || always.spec ? { spec } : {}) };
  return always.status
    ? { ...whole, status: { ...always.status, ...(object['status'] as object | undefined) } }
    : whole;
}

type Fields = Readonly<Record<string, unknown>>;

function withTemplates(spec: Fields | undefined, isPod: boolean): Fields {
  if (!spec) return {};
  if (isPod) return withResources(spec);
  const next: Record<string, unknown> = { ...spec };
  for (const field of ['template', 'jobTemplate']) {
    const template = spec[field] as { readonly metadata?: object; readonly spec?: Fields } | undefined;
    if (!template) continue;
    next[field] = {
      ...template,
      metadata: { creationTimestamp: null, ...template.metadata },
      ...(template.spec
        ? { spec: field === 'template' ? withResources(template.spec) : withTemplates(template.spec, false) }
        : {}),
    };
  }
  return next;
}

function withResources(spec: Fields): Fields {
  const next: Record<string, unknown> = { ...spec };
  for (const field of ['containers', 'initContainers']) {
    const containers = spec[field] as readonly object[] | undefined;
    if (containers) next[field] = containers.map((container) => ({ resources: {}, ...container }));
  }
  return next;
}
