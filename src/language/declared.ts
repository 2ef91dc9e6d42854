import { useLanguage } from './language.ts';

/** What a kind declares of its fidelity, in the page's language. Names of fields stay as they are. */
export function declared(text: string): string {
  return useLanguage.getState().messages?.['declared']?.[text] ?? text;
}
