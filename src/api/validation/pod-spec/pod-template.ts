import { forbiddenField, invalidValue, notSupported, required } from '../../field-errors.ts';
import { goStringMap, goSyntax } from '../../go-syntax.ts';
import type { PodSpec, PodTemplateSpec } from '../../k8s/core-v1.gen.ts';
import type { LabelMatcher } from '../../selectors.ts';
import { checkAnnotations, checkLabels, type Found } from '../basics.ts';
import { checkPodAnnotations, checkSeccompAgreement } from './annotations.ts';
import { checkAppArmorAgreement } from './app-armor.ts';
import { checkPodSpec } from './pod-spec.ts';

const inTemplate = { inPod: false, podName: '' };

/** Specs that were found good in a template at a path: their templates are seen again at each update of their owner. */
const good = new WeakMap<PodSpec, string>();

function checkTemplateSpec(spec: PodSpec, path: string, found: Found): void {
  if (good.get(spec) === path) return;
  const before = found.length;
  checkPodSpec(spec, inTemplate, path, found);
  if (found.length === before) good.set(spec, path);
}

/** A template of Pods. Models ValidatePodTemplateSpec. */
export function checkPodTemplate(template: PodTemplateSpec, path: string, found: Found): void {
  const { metadata } = template;
  const spec = template.spec ?? ({} as PodSpec);
  checkLabels(metadata?.labels, `${path}.labels`, found);
  checkAnnotations(metadata?.annotations, `${path}.annotations`, found);
  checkPodAnnotations(metadata?.annotations, spec, `${path}.annotations`, found);
  checkTemplateSpec(spec, `${path}.spec`, found);
  checkSeccompAgreement(metadata?.annotations, spec, `${path}.spec`, found);
  checkAppArmorAgreement(metadata?.annotations, spec, `${path}.spec`, found);
  if (spec.ephemeralContainers?.length) {
    found.push(forbiddenField(`${path}.spec.ephemeralContainers`, 'ephemeral containers not allowed in pod template'));
  }
}

/** The template of a controller that keeps Pods running. Models ValidatePodTemplateSpecForReplicaSet. */
export function checkRunningTemplate(
  template: PodTemplateSpec | undefined,
  selector: LabelMatcher,
  path: string,
  found: Found,
): void {
  if (!template) return void found.push(required(path));
  const labels = template.metadata?.labels;
  if (!selector.empty && !selector.matches(labels)) {
    const detail = '`selector` does not match template `labels`';
    found.push(invalidValue(`${path}.metadata.labels`, goSyntax(goStringMap(labels)), detail));
  }
  checkPodTemplate(template, path, found);
  const { restartPolicy = '', activeDeadlineSeconds } = template.spec ?? ({} as PodSpec);
  if (restartPolicy !== 'Always') {
    found.push(notSupported(`${path}.spec.restartPolicy`, restartPolicy, ['Always']));
  }
  if (activeDeadlineSeconds !== undefined) {
    const detail = 'activeDeadlineSeconds in ReplicaSet is not Supported';
    found.push(forbiddenField(`${path}.spec.activeDeadlineSeconds`, detail));
  }
}
