import { dropDisabledTemplateFields } from '../../api/defaults/disabled-fields.ts';
import { changeField } from '../../api/defaults/fill.ts';
import { defaultPodTemplate } from '../../api/defaults/pod-spec.ts';
import type { PodTemplate } from '../../api/k8s/core-v1.gen.ts';
import type { Kind } from '../../api/kind.ts';
import { podSpecWarnings } from '../../api/validation/pod-spec/warnings.ts';
import { deepEqual } from '../../base/equal.ts';
import { replace } from '../../base/shared.ts';
import { podTemplateColumns } from './columns.ts';
import { validatePodTemplate } from './validation.ts';

const dropDisabled = (object: PodTemplate): PodTemplate => changeField(object, 'template', dropDisabledTemplateFields);

/** Models pkg/registry/core/podtemplate. */
export const PodTemplateKind: Kind<PodTemplate> = {
  group: '',
  version: 'v1',
  kind: 'PodTemplate',
  plural: 'podtemplates',
  singular: 'podtemplate',
  namespaced: true,
  schema: 'io.k8s.api.core.v1.PodTemplate',
  defaults(object) {
    const template = defaultPodTemplate(object.template);
    return template === object.template ? object : { ...object, template };
  },
  prepareForCreate: (object) => ({ ...dropDisabled(object), metadata: { ...object.metadata, generation: 1 } }),
  prepareForUpdate(given, previous) {
    const next = dropDisabled(given);
    const same = deepEqual(next.template, previous.template);
    const generation = (previous.metadata.generation ?? 0) + (same ? 0 : 1);
    return replace<PodTemplate>(next, {
      metadata: replace<PodTemplate['metadata']>(next.metadata, { generation }),
      template: same ? previous.template : next.template,
    });
  },
  validate: validatePodTemplate,
  validateUpdate: validatePodTemplate,
  warnings: (object, previous) =>
    object.metadata.generation === previous?.metadata.generation
      ? []
      : podSpecWarnings(object.template?.spec, 'template.spec', object.template?.metadata?.annotations),
  columns: podTemplateColumns,
  fidelity: [{ what: 'template', level: 'modelled', note: 'as far as Pods are' }],
};

export default PodTemplateKind;
