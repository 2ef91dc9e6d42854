import { create } from 'zustand';

/** The languages of the page, each by its own name. */
export const languageNames = { en: 'English', de: 'Deutsch' } as const;

export type Language = keyof typeof languageNames;

export const allLanguages = Object.keys(languageNames) as readonly Language[];

/** Messages of all areas of the page by area and key. */
export type AreaMessages = Readonly<Record<string, Readonly<Record<string, string>>>>;

interface LanguageState {
  readonly language: Language;
  /** null: English, whose messages come with the code that shows them. */
  readonly messages: AreaMessages | null;
}

/** What the page speaks now. Its root is made anew when this changes, so that nothing else has to watch it. */
export const useLanguage = create<LanguageState>(() => ({ language: 'en', messages: null }));

const loaders: Readonly<Record<Language, () => Promise<AreaMessages | null>>> = {
  en: () => Promise.resolve(null),
  de: async () => (await import('./german.ts')).german,
};

/** Speaks another language as soon as its messages are there; keeps the present one when they cannot be loaded. */
export async function speak(language: Language): Promise<void> {
  const messages = await loaders[language]();
  useLanguage.setState({ language, messages });
}

/** The first of the wanted languages (`de-AT`) that the page speaks, else English. */
export function bestLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const language = tag.toLowerCase().split('-')[0];
    const known = allLanguages.find((each) => each === language);
    if (known !== undefined) return known;
  }
  return 'en';
}
