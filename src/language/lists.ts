import { useLanguage } from './language.ts';

/** Names as a sentence lists them: a, b and c. */
export function listText(names: readonly string[]): string {
  // British English has no comma before its `and`, as the texts of the page have none.
  const { language } = useLanguage.getState();
  return new Intl.ListFormat(language === 'en' ? 'en-GB' : language).format(names);
}
