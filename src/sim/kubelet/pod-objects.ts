import type { PodSpec } from '../../api/k8s/core-v1.gen.ts';
import type { KubeObject } from '../../api/object.ts';
import type { Process } from '../../api/process.ts';
import type { WatchEvent } from '../../api/request.ts';
import { isReason } from '../../api/status.ts';
import ConfigMapKind from '../../kinds/config-map/kind.ts';
import SecretKind from '../../kinds/secret/kind.ts';
import type { KubeletState, PodRecord } from './kubelet-state.ts';

/** A ConfigMap or Secret that Pods of a node refer to: `ConfigMap/namespace/name`. */
export type ObjectRef = string;

/** The ConfigMaps and Secrets that a Pod's volumes and variables name. */
export function objectRefs(spec: PodSpec, namespace: string): ObjectRef[] {
  const { containers, initContainers = [], ephemeralContainers = [], volumes = [] } = spec;
  const refs = new Set<ObjectRef>();
  const add = (kind: 'ConfigMap' | 'Secret', name: string | undefined): void => {
    if (name) refs.add(`${kind}/${namespace}/${name}`);
  };
  for (const { env = [], envFrom = [] } of [...initContainers, ...containers, ...ephemeralContainers]) {
    for (const { configMapRef, secretRef } of envFrom) {
      add('ConfigMap', configMapRef?.name);
      add('Secret', secretRef?.name);
    }
    for (const { valueFrom } of env) {
      add('ConfigMap', valueFrom?.configMapKeyRef?.name);
      add('Secret', valueFrom?.secretKeyRef?.name);
    }
  }
  for (const { configMap, secret, projected } of volumes) {
    add('ConfigMap', configMap?.name);
    add('Secret', secret?.secretName);
    for (const source of projected?.sources ?? []) {
      if (source.configMap?.name !== ROOT_CA) add('ConfigMap', source.configMap?.name);
      add('Secret', source.secret?.name);
    }
  }
  return [...refs];
}

/** The root certificate comes with every Pod's token; it is not asked for anew each time. */
const ROOT_CA = 'kube-root-ca.crt';

/** What the kubelet remembers of one object: as it is now, and that it watches it. */
interface Entry {
  object: KubeObject | undefined;
  readonly users: Set<PodRecord>;
}

/**
 * The ConfigMaps and Secrets that a kubelet needs, each watched as long as a Pod refers to it. Models
 * pkg/kubelet/util/manager/watch_based_manager.go.
 */
export class ObjectCache {
  private readonly entries = new Map<ObjectRef, Entry>();
  private readonly kubelet: KubeletState;
  private readonly onChange: (record: PodRecord) => void;

  /** @param onChange a Pod's object has changed */
  constructor(kubelet: KubeletState, onChange: (record: PodRecord) => void) {
    this.kubelet = kubelet;
    this.onChange = onChange;
  }

  /** An object as it is known now. Asks the API server the first time. Throws what the request throws. */
  *get(ref: ObjectRef, record: PodRecord): Process<KubeObject | undefined> {
    const known = this.entries.get(ref);
    if (known?.object) {
      known.users.add(record);
      return known.object;
    }
    const [kindName, namespace = '', name = ''] = ref.split('/');
    const kind = kindName === 'Secret' ? SecretKind : ConfigMapKind;
    const { client, scope } = this.kubelet;
    let object: KubeObject;
    try {
      object = yield* client.get<KubeObject>(kind as never, namespace, name);
    } catch (error) {
      if (isReason(error, 'NotFound')) return undefined;
      throw error;
    }
    const entry: Entry = known ?? { object, users: new Set() };
    entry.object = object;
    entry.users.add(record);
    if (known) return object;
    this.entries.set(ref, entry);
    const fieldSelector = `metadata.name=${name}`;
    const { resourceVersion } = object.metadata;
    yield* client.watch<KubeObject>(
      kind as never,
      namespace,
      { fieldSelector, ...(resourceVersion ? { resourceVersion } : {}) },
      {
        host: client.host,
        scope,
        onItem: (event) => this.take(ref, entry, event),
        // Without its watch the entry is forgotten, and asked for anew.
        onEnd: () => void this.entries.delete(ref),
      },
    );
    return object;
  }

  /** A Pod needs its objects no more. */
  forget(record: PodRecord): void {
    for (const entry of this.entries.values()) entry.users.delete(record);
  }

  private take(ref: ObjectRef, entry: Entry, event: WatchEvent): void {
    if (event.type === 'ERROR') {
      this.entries.delete(ref);
      return;
    }
    if (event.type === 'BOOKMARK') return;
    entry.object = event.type === 'DELETED' ? undefined : event.object;
    for (const record of entry.users) this.onChange(record);
  }
}
