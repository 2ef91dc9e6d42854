import type { PodTemplateSpec, Toleration, TopologySpreadConstraint } from '../../../api/k8s/core-v1.gen.ts';
import { selectorText } from '../../../api/printing.ts';
import { containersText } from './containers.ts';
import { annotationLines, labelLines } from './text.ts';
import { volumesText } from './volumes.ts';

/** A Pod template. Models DescribePodTemplate. */
export function templateText(template: PodTemplateSpec | undefined): string {
  if (!template) return 'Pod Template:\n  <unset>';
  const { metadata, spec } = template;
  const place = { indent: '  ' };
  return [
    'Pod Template:\n',
    labelLines('  Labels', metadata?.labels),
    Object.keys(metadata?.annotations ?? {}).length ? annotationLines('  Annotations', metadata?.annotations) : '',
    spec?.serviceAccountName ? `  Service Account:\t${spec.serviceAccountName}\n` : '',
    spec?.initContainers?.length ? containersText('Init Containers', spec.initContainers, [], place) : '',
    containersText('Containers', spec?.containers ?? [], [], place),
    volumesText(spec?.volumes, '  '),
    spreadLines(spec?.topologySpreadConstraints, '  '),
    spec?.priorityClassName ? `  Priority Class Name:\t${spec.priorityClassName}\n` : '',
    labelLines('  Node-Selectors', spec?.nodeSelector),
    tolerationLines('  Tolerations', spec?.tolerations),
  ].join('');
}

/** Tolerations in the order of their keys. Models printTolerationsMultilineWithIndent. */
export function tolerationLines(title: string, tolerations: readonly Toleration[] | undefined): string {
  if (!tolerations?.length) return `${title}:\t<none>\n`;
  const key = (toleration: Toleration): string => toleration.key ?? '';
  return [...tolerations]
    .sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0))
    .map((toleration, i) => `${i === 0 ? `${title}:` : ''}\t${tolerationText(toleration)}\n`)
    .join('');
}

function tolerationText({ key = '', value = '', effect = '', operator, tolerationSeconds }: Toleration): string {
  let text = key;
  if (value) text += `=${value}`;
  if (effect) text += `:${effect}`;
  if (operator === 'Exists' && !value) text += key || effect ? ' op=Exists' : 'op=Exists';
  if (tolerationSeconds !== undefined) text += ` for ${tolerationSeconds}s`;
  return text;
}

/** Models describeTopologySpreadConstraints. */
export function spreadLines(constraints: readonly TopologySpreadConstraint[] | undefined, indent: string): string {
  if (!constraints?.length) return '';
  return [...constraints]
    .sort((a, b) => (a.topologyKey < b.topologyKey ? -1 : 1))
    .map((each, i) => {
      const skew = `${each.topologyKey}:${each.whenUnsatisfiable} when max skew ${each.maxSkew} is exceeded`;
      const selector = each.labelSelector ? ` for selector ${selectorText(each.labelSelector)}` : '';
      return `${i === 0 ? `${indent}Topology Spread Constraints:` : indent}\t${skew}${selector}\n`;
    })
    .join('');
}
