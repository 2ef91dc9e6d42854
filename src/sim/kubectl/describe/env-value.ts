import type { Container, EnvVar, Pod } from '../../../api/k8s/core-v1.gen.ts';
import { canonicalQuantity, milliValue, quantityValue } from '../../../base/quantity.ts';

/** The value of a variable that refers to a field of its Pod or to a resource of its container. */
export function envValue(env: EnvVar, container: Container, pod: Pod | undefined): string {
  const { fieldRef, resourceFieldRef } = env.valueFrom ?? {};
  if (fieldRef && pod) return fieldValue(fieldRef.fieldPath, pod);
  if (!resourceFieldRef) return '';
  const [list, name] = resourceFieldRef.resource.split('.') as [string, string];
  const amounts = list === 'limits' ? container.resources?.limits : container.resources?.requests;
  const value = resourceValue(name, amounts?.[name], String(resourceFieldRef.divisor ?? '0'));
  return list === 'limits' && value === '0' && (name === 'cpu' || name === 'memory') ? 'node allocatable' : value;
}

/** Models fieldpath.ExtractFieldPathAsString and kubectl's EnvValueRetriever. */
function fieldValue(path: string, pod: Pod): string {
  const subscript = /^metadata\.(labels|annotations)\['(.*)'\]$/.exec(path);
  if (subscript) return pod.metadata[subscript[1] as 'labels' | 'annotations']?.[subscript[2]!] ?? '';
  switch (path) {
    case 'metadata.name':
      return pod.metadata.name ?? '';
    case 'metadata.namespace':
      return pod.metadata.namespace ?? '';
    case 'metadata.uid':
      return pod.metadata.uid ?? '';
    case 'metadata.labels':
      return mapText(pod.metadata.labels);
    case 'metadata.annotations':
      return mapText(pod.metadata.annotations);
    default:
      return '';
  }
}

function mapText(map: Readonly<Record<string, string>> | undefined): string {
  return Object.keys(map ?? {})
    .sort()
    .map((key) => `${key}=${JSON.stringify(map![key])}`)
    .join('\n');
}

function resourceValue(name: string, amount: string | number | undefined, divisor: string): string {
  if (amount === undefined) return '0';
  const unit = canonicalQuantity(divisor) === '0' ? '1' : divisor;
  return name === 'cpu'
    ? String(Math.ceil(milliValue(amount) / milliValue(unit)))
    : String(Math.ceil(quantityValue(amount) / quantityValue(unit)));
}
