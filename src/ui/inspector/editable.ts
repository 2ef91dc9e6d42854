import type { KubeObject } from '../../api/object.ts';
import { toYaml } from '../../api/yaml/to-yaml.ts';

const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration';

/** An object without what the server alone writes: a manifest that can be changed and applied. */
export function editableYaml(object: KubeObject): string {
  const { apiVersion, kind, metadata, status: _status, ...rest } = object as KubeObject & { status?: unknown };
  const { name, namespace, labels, annotations = {} } = metadata;
  const kept = Object.fromEntries(Object.entries(annotations).filter(([key]) => key !== lastApplied));
  return toYaml({
    apiVersion,
    kind,
    metadata: {
      name,
      ...(namespace === undefined ? {} : { namespace }),
      ...(labels === undefined ? {} : { labels }),
      ...(Object.keys(kept).length === 0 ? {} : { annotations: kept }),
    },
    ...rest,
  });
}
