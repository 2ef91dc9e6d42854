import type { CustomResourceDefinitionVersion } from '../../api/k8s/apiextensions-v1.gen.ts';
import { deepEqual } from '../../base/equal.ts';
import { goQuote } from '../../base/go-quote.ts';

const pointer = (type: string, there: boolean): string => `(*${type})(${there ? '0xc000000000' : 'nil'})`;

/** The versions of a definition as Go writes them; what all have alike stands outside of them. */
export function goVersions(versions: readonly CustomResourceDefinitionVersion[]): string {
  const alike = (field: keyof CustomResourceDefinitionVersion): boolean =>
    versions.every((each) => deepEqual(each[field], versions[0]![field]));
  const texts = versions.map((version) => {
    const { name, served, storage, deprecated = false, deprecationWarning } = version;
    const schema = pointer('apiextensions.CustomResourceValidation', !!version.schema && !alike('schema'));
    const subresources = pointer(
      'apiextensions.CustomResourceSubresources',
      !!version.subresources && !alike('subresources'),
    );
    const flags = `Name:${goQuote(name)}, Served:${served}, Storage:${storage}, Deprecated:${deprecated}`;
    const warning = `DeprecationWarning:${pointer('string', deprecationWarning !== undefined)}`;
    const lists =
      'AdditionalPrinterColumns:[]apiextensions.CustomResourceColumnDefinition(nil), SelectableFields:[]apiextensions.SelectableField(nil)';
    return `apiextensions.CustomResourceDefinitionVersion{${flags}, ${warning}, Schema:${schema}, Subresources:${subresources}, ${lists}}`;
  });
  return `[]apiextensions.CustomResourceDefinitionVersion{${texts.join(', ')}}`;
}
