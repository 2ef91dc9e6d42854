import { dropDisabledTemplateFields } from '../../api/defaults/disabled-fields.ts';
import { changeField } from '../../api/defaults/fill.ts';
import type { Deployment } from '../../api/k8s/apps-v1.gen.ts';
import type { Kind } from '../../api/kind.ts';
import { selectorText } from '../../api/printing.ts';
import { podSpecWarnings } from '../../api/validation/pod-spec/warnings.ts';
import { deepEqual } from '../../base/equal.ts';
import { replace } from '../../base/shared.ts';
import { deploymentColumns } from './columns.ts';
import { defaultDeployment } from './defaults.ts';
import { validateDeployment, validateDeploymentStatusUpdate, validateDeploymentUpdate } from './validation.ts';

const dropDisabled = (object: Deployment): Deployment =>
  changeField(object, 'spec', (spec) => changeField(spec, 'template', dropDisabledTemplateFields));

/** Models pkg/registry/apps/deployment. */
export const DeploymentKind: Kind<Deployment> = {
  group: 'apps',
  version: 'v1',
  kind: 'Deployment',
  plural: 'deployments',
  singular: 'deployment',
  shortNames: ['deploy'],
  categories: ['all'],
  namespaced: true,
  schema: 'io.k8s.api.apps.v1.Deployment',
  defaults: defaultDeployment,
  prepareForCreate: (object) => ({
    ...dropDisabled(object),
    metadata: { ...object.metadata, generation: 1 },
    status: {},
  }),
  prepareForUpdate(given, previous) {
    const next = dropDisabled(given);
    const same = deepEqual(next.spec, previous.spec);
    // A changed annotation raises the generation too: the revision history hangs on annotations.
    const changed = !same || !deepEqual(next.metadata.annotations ?? {}, previous.metadata.annotations ?? {});
    const generation = (previous.metadata.generation ?? 0) + (changed ? 1 : 0);
    return replace<Deployment>(next, {
      metadata: replace<Deployment['metadata']>(next.metadata, { generation }),
      spec: same ? previous.spec : next.spec,
      status: previous.status,
    });
  },
  validate: validateDeployment,
  validateUpdate: validateDeploymentUpdate,
  warnings: (object, previous) =>
    object.metadata.generation === previous?.metadata.generation
      ? []
      : podSpecWarnings(
          object.spec?.template?.spec,
          'spec.template.spec',
          object.spec?.template?.metadata?.annotations,
        ),
  status: {
    prepareForUpdate: (next, previous) =>
      replace<Deployment>(next, {
        metadata: replace<Deployment['metadata']>(next.metadata, { labels: previous.metadata.labels }),
        spec: previous.spec,
      }),
    validateUpdate: validateDeploymentStatusUpdate,
    resets: ['metadata.labels'],
  },
  scale: {
    replicas: (object) => object.spec?.replicas ?? 0,
    statusReplicas: (object) => object.status?.replicas ?? 0,
    selector: (object) => selectorText(object.spec?.selector),
    withReplicas: (object, replicas) => ({ ...object, spec: { ...object.spec!, replicas } }),
    missing: { group: 'apps', plural: 'deployments/scale' },
  },
  columns: deploymentColumns,
  fidelity: [{ what: 'spec', level: 'modelled', note: 'the template as far as Pods are' }],
};

export default DeploymentKind;
