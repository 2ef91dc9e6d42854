import { parseFieldSelector } from '../../../api/field-selector.ts';

/** The value that a field selector requires of a field; '' when it requires none. Models RequiresExactMatch. */
export function exactFieldValue(selector: string | undefined, field: string): string {
  if (!selector?.includes(field)) return '';
  try {
    return parseFieldSelector(selector).find((term) => term.field === field && term.op === '=')?.value ?? '';
  } catch {
    return '';
  }
}
