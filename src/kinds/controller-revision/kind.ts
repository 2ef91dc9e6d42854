import type { ControllerRevision } from '../../api/k8s/apps-v1.gen.ts';
import type { Kind } from '../../api/kind.ts';
import { controllerRevisionColumns } from './columns.ts';
import { validateControllerRevision, validateControllerRevisionUpdate } from './validation.ts';

/** Models pkg/registry/apps/controllerrevision. */
export const ControllerRevisionKind: Kind<ControllerRevision> = {
  group: 'apps',
  version: 'v1',
  kind: 'ControllerRevision',
  plural: 'controllerrevisions',
  singular: 'controllerrevision',
  namespaced: true,
  schema: 'io.k8s.api.apps.v1.ControllerRevision',
  validate: validateControllerRevision,
  validateUpdate: validateControllerRevisionUpdate,
  columns: controllerRevisionColumns,
  fidelity: [{ what: 'data, revision', level: 'modelled' }],
};

export default ControllerRevisionKind;
