import { useLanguage } from './language.ts';

const known = new Map<string, Intl.NumberFormat>();

/** A number as the page's language writes it: 1,234.5 or 1.234,5, with so many digits after the point. */
export function numberText(value: number, most = 0, least = 0): string {
  const { language } = useLanguage.getState();
  const key = `${language} ${most} ${least}`;
  let format = known.get(key);
  if (format === undefined) {
    format = new Intl.NumberFormat(language, { maximumFractionDigits: most, minimumFractionDigits: least });
    known.set(key, format);
  }
  return format.format(value);
}
