import { allLanguages, bestLanguage, type Language, speak } from '../../language/language.ts';
import { remember, remembered } from '../store/safe-storage.ts';

const isLanguage = (text: string | null): text is Language => allLanguages.some((each) => each === text);

/** The language to begin with: `?lang=de`, else what was chosen before, else the first of the browser's that the page speaks. */
export function firstLanguage(search: string): Language {
  const asked = new URLSearchParams(search).get('lang');
  if (isLanguage(asked)) return asked;
  const known = remembered('language');
  return isLanguage(known) ? known : bestLanguage(navigator.languages);
}

/** Puts the language into the page's address, so that a copied link speaks it too. */
function writeAddress(language: Language): void {
  const address = new URL(location.href);
  address.searchParams.set('lang', language);
  try {
    history.replaceState(history.state, '', address);
  } catch {
    // A sandboxed frame may not change its address: the language holds all the same.
  }
}

/** Speaks the chosen language from now on, and next time. */
export async function chooseLanguage(language: Language): Promise<void> {
  try {
    await speak(language);
  } catch {
    // Its messages could not be loaded: the page goes on in the language it has.
    return;
  }
  remember('language', language);
  writeAddress(language);
}
