import type { FieldError } from '../../api/field-error.ts';
import { forbiddenField, invalidValue } from '../../api/field-errors.ts';
import { goDiff } from '../../api/go-diff/go-diff.ts';
import { goSyntax } from '../../api/go-syntax.ts';
import type {
  NodeSelectorRequirement,
  NodeSelectorTerm,
  PersistentVolume,
  PersistentVolumeSpec,
} from '../../api/k8s/core-v1.gen.ts';
import { labelValue } from '../../api/names.ts';
import { type Found, IMMUTABLE } from '../../api/validation/basics.ts';
import { SOURCE_NAMES } from '../../api/validation/persistent-volume/sources.ts';
import { checkVolumeSpec } from '../../api/validation/persistent-volume/spec.ts';
import { deepEqual } from '../../base/equal.ts';

type Spec = PersistentVolumeSpec;

const noSpec: Spec = {};

/** Errors of a volume. Models ValidatePersistentVolume. */
export function validateVolume(volume: PersistentVolume): readonly FieldError[] {
  const found: Found = [];
  checkVolumeSpec(volume.spec ?? noSpec, { name: volume.metadata.name ?? '', inline: false }, 'spec', found);
  return found;
}

/** Errors of an update: where the data lies stays as it was. Models ValidatePersistentVolumeUpdate. */
export function validateVolumeUpdate(next: PersistentVolume, previous: PersistentVolume): readonly FieldError[] {
  const found: Found = [];
  const after = next.spec ?? noSpec;
  const before = previous.spec ?? noSpec;
  const anyLabelValues = hasBadValues(before.nodeAffinity?.required?.nodeSelectorTerms);
  checkVolumeSpec(after, { name: next.metadata.name ?? '', inline: false, anyLabelValues }, 'spec', found);
  const was = sourceOf(before);
  const is = sourceOf(withoutNewExpandSecret(after, before));
  if (!deepEqual(is, was)) {
    const detail = 'spec.persistentvolumesource is immutable after creation';
    const difference = goDiff('core.PersistentVolumeSource', was, is);
    found.push(forbiddenField('spec.persistentvolumesource', `${detail}\n${difference}`));
  }
  if (after.volumeMode !== before.volumeMode)
    found.push(invalidValue('volumeMode', after.volumeMode ?? null, IMMUTABLE));
  checkAffinityUpdate(after, before, found);
  if (after.volumeAttributesClassName !== before.volumeAttributesClassName) {
    const detail = 'update is forbidden when the VolumeAttributesClass feature gate is disabled';
    found.push(forbiddenField('spec.volumeAttributesClassName', detail));
  }
  return found;
}

function sourceOf(spec: Spec): Spec {
  return Object.fromEntries(SOURCE_NAMES.flatMap((name) => (spec[name] === undefined ? [] : [[name, spec[name]]])));
}

/** The secret for expansion may be added later. */
function withoutNewExpandSecret(after: Spec, before: Spec): Spec {
  if (!before.csi || before.csi.controllerExpandSecretRef || !after.csi?.controllerExpandSecretRef) return after;
  const { controllerExpandSecretRef: _added, ...csi } = after.csi;
  return { ...after, csi };
}

const hasBadValues = (terms: readonly NodeSelectorTerm[] = []): boolean =>
  terms.some(({ matchExpressions = [] }) =>
    matchExpressions.some(({ values = [] }) => values.some((value) => labelValue(value).length > 0)),
  );

/** Labels of nodes that have a newer name, and that name. */
const STABLE_LABELS: Readonly<Record<string, string>> = {
  'failure-domain.beta.kubernetes.io/zone': 'topology.kubernetes.io/zone',
  'failure-domain.beta.kubernetes.io/region': 'topology.kubernetes.io/region',
  'beta.kubernetes.io/os': 'kubernetes.io/os',
  'beta.kubernetes.io/arch': 'kubernetes.io/arch',
  'beta.kubernetes.io/instance-type': 'node.kubernetes.io/instance-type',
};

/** The nodes of a volume stay, but that labels may get their newer names. */
function checkAffinityUpdate(after: Spec, before: Spec, found: Found): void {
  if (!before.nodeAffinity || deepEqual(renamed(after, before), before.nodeAffinity)) return;
  const shown = goSyntax(goVolumeNodeAffinity(after.nodeAffinity));
  const value = after.nodeAffinity ? shown : null;
  found.push(invalidValue('nodeAffinity', value, `${IMMUTABLE}, except for updating from beta label to GA`));
}

/** The new affinity with the old names of labels where it has only renamed them. */
function renamed({ nodeAffinity }: Spec, before: Spec): Spec['nodeAffinity'] {
  const old = before.nodeAffinity?.required?.nodeSelectorTerms ?? [];
  if (!nodeAffinity?.required) return nodeAffinity;
  const change = (list: readonly NodeSelectorRequirement[] | undefined, was: readonly NodeSelectorRequirement[] = []) =>
    list?.map((each, j) => (was[j] && STABLE_LABELS[was[j].key] === each.key ? { ...each, key: was[j].key } : each));
  const nodeSelectorTerms = nodeAffinity.required.nodeSelectorTerms.map((term, i) => {
    const matchExpressions = change(term.matchExpressions, old[i]?.matchExpressions);
    return matchExpressions ? { ...term, matchExpressions } : term;
  });
  return { required: { nodeSelectorTerms } };
}

function goVolumeNodeAffinity(affinity: Spec['nodeAffinity']): string {
  const required = affinity?.required ? '(*core.NodeSelector)(0xADDR)' : '(*core.NodeSelector)(nil)';
  return `core.VolumeNodeAffinity{Required:${required}}`;
}
