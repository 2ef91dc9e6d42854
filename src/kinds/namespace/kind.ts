import type { Namespace } from '../../api/k8s/core-v1.gen.ts';
import type { Kind } from '../../api/kind.ts';
import { dns1123Label, maskTrailingDash } from '../../api/names.ts';
import { replace } from '../../base/shared.ts';
import { namespaceColumns } from './columns.ts';
import { defaultNamespace } from './defaults.ts';
import { validateNamespace, validateNamespaceStatusUpdate } from './validation.ts';

const finalizer = 'kubernetes';

/** Models pkg/registry/core/namespace. */
export const NamespaceKind: Kind<Namespace> = {
  group: '',
  version: 'v1',
  kind: 'Namespace',
  plural: 'namespaces',
  singular: 'namespace',
  shortNames: ['ns'],
  namespaced: false,
  verbs: ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'],
  schema: 'io.k8s.api.core.v1.Namespace',
  validateName: (name, prefix) => dns1123Label(prefix ? maskTrailingDash(name) : name),
  defaults: defaultNamespace,
  prepareForCreate(object) {
    const finalizers = object.spec?.finalizers ?? [];
    return {
      ...object,
      spec: finalizers.includes(finalizer) ? object.spec! : { finalizers: [...finalizers, finalizer] },
      status: { phase: 'Active' },
    };
  },
  prepareForUpdate: (next, previous) => replace<Namespace>(next, { spec: previous.spec, status: previous.status }),
  validate: validateNamespace,
  validateUpdate: () => [],
  status: {
    prepareForUpdate: (next, previous) => replace<Namespace>(next, { spec: previous.spec }),
    validateUpdate: validateNamespaceStatusUpdate,
  },
  selectableFields: { 'status.phase': (object) => object.status?.phase ?? '' },
  columns: namespaceColumns,
  fidelity: [
    { what: 'spec.finalizers', level: 'modelled', note: 'set on creation; the namespace controller removes it' },
    { what: 'status.conditions', level: 'simplified', note: 'stored as the namespace controller writes them' },
  ],
};

export default NamespaceKind;
