import { useLanguage } from './language.ts';

const known = new Map<string, Intl.NumberFormat>();

/** A number as the page's language writes it: 1,234.5 or 1.234,5. `digits` are those after the point, at most. */
export function numberText(value: number, digits = 0): string {
  const { language } = useLanguage.getState();
  const key = `${language} ${digits}`;
  let format = known.get(key);
  if (format === undefined) {
    format = new Intl.NumberFormat(language, { maximumFractionDigits: digits });
    known.set(key, format);
  }
  return format.format(value);
}
