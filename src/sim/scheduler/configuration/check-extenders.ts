import { invalidValue } from '../../../api/field-errors.ts';
import { goSyntax } from '../../../api/go-syntax.ts';
import { qualifiedName } from '../../../api/names.ts';
import type { Found } from '../../../api/validation/basics.ts';
import { isExtendedResource } from '../../../api/validation/resources.ts';
import type { RawExtender } from './raw-configuration.ts';

/** What is wrong with extenders. Models validateExtenders. */
export function checkExtenders(extenders: readonly RawExtender[], found: Found): void {
  const managed = new Set<string>();
  extenders.forEach(({ prioritizeVerb, weight = 0, managedResources = [] }, i) => {
    const path = `extenders[${i}]`;
    if (prioritizeVerb && weight <= 0)
      found.push(invalidValue(`${path}.weight`, weight, 'must have a positive weight applied to it'));
    managedResources.forEach(({ name = '' }, j) => {
      const at = `${path}.managedResources[${j}].name`;
      checkName(name, at, found);
      if (managed.has(name)) found.push(invalidValue(at, name, 'duplicate extender managed resource name'));
      managed.add(name);
    });
  });
  const binders = extenders.filter(({ bindVerb }) => bindVerb).length;
  if (binders < 2) return;
  const value = `found ${binders} extenders implementing bind`;
  found.push(invalidValue('extenders', value, 'only one extender can implement bind'));
}

function checkName(name: string, path: string, found: Found): void {
  const errors = qualifiedName(name);
  // Upstream's type of resource names prints without quotes.
  for (const error of errors) found.push(invalidValue(path, goSyntax(name), error));
  if (errors.length === 0 && !isExtendedResource(name))
    found.push(invalidValue(path, name, 'is an invalid extended resource name'));
}

/** Why a configuration with extenders is not taken: they are programs outside of the cluster, and none is simulated. */
export function extendersText(extenders: readonly RawExtender[]): string {
  const urls = extenders.map(({ urlPrefix = '' }) => urlPrefix || 'without urlPrefix').join(', ');
  const what = extenders.length === 1 ? 'the extender' : `${extenders.length} extenders`;
  return `extenders: ${what} (${urls}) cannot be called: extenders are HTTP servers of your own, and kube-orrery simulates none. Leave the field out`;
}
