import type { Job } from '../../api/k8s/batch-v1.gen.ts';
import type { Kind } from '../../api/kind.ts';
import { jobSpecWarnings, podNameWarnings } from '../../api/validation/job-spec/warnings.ts';
import { replace } from '../../base/shared.ts';
import { jobColumns } from './columns.ts';
import { defaultJob } from './defaults.ts';
import { validateJobStatusUpdate } from './status-validation.ts';
import { prepareForCreate, prepareForUpdate } from './strategy.ts';
import { validateJobUpdate } from './update-validation.ts';
import { validateJob } from './validation.ts';

/** Models pkg/registry/batch/job. */
export const JobKind: Kind<Job> = {
  group: 'batch',
  version: 'v1',
  kind: 'Job',
  plural: 'jobs',
  singular: 'job',
  categories: ['all'],
  namespaced: true,
  schema: 'io.k8s.api.batch.v1.Job',
  defaults: defaultJob,
  prepareForCreate,
  prepareForUpdate,
  validate: validateJob,
  validateUpdate: validateJobUpdate,
  warnings(object, previous) {
    if (object.metadata.generation === previous?.metadata.generation) return [];
    const spec = jobSpecWarnings(object.spec, 'spec');
    return previous ? spec : [...podNameWarnings(object.metadata.name), ...spec];
  },
  defaultPropagation: 'Orphan',
  deleteWarning:
    'child pods are preserved by default when jobs are deleted; set propagationPolicy=Background to remove them or set propagationPolicy=Orphan to suppress this warning',
  status: {
    prepareForUpdate: (next, previous) => replace<Job>(next, { spec: previous.spec }),
    validateUpdate: validateJobStatusUpdate,
  },
  selectableFields: { 'status.successful': (object) => String(object.status?.succeeded ?? 0) },
  columns: jobColumns,
  fidelity: [
    { what: 'spec', level: 'modelled', note: 'defaults and validation; the template as far as Pods are' },
    { what: 'controller', level: 'modelled', note: 'syncs that Pods ask for come together after 1 s, as upstream’s' },
  ],
};

export default JobKind;
