import { common } from './en/common.ts';
import { useLanguage } from './language.ts';

/** Names as a sentence lists them: a, b and c; of more than `most` the first three and a count. */
export function listText(names: readonly string[], word: 'and' | 'or' = 'and', most = 4): string {
  if (names.length > most)
    return common(`more.${word}`, { names: names.slice(0, 3).join(', '), count: names.length - 3 });
  // British English has no comma before its `and`, as the texts of the page have none.
  const { language } = useLanguage.getState();
  const type = word === 'and' ? 'conjunction' : 'disjunction';
  return new Intl.ListFormat(language === 'en' ? 'en-GB' : language, { type }).format(names);
}
