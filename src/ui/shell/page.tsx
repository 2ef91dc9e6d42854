import { useLayoutEffect } from 'react';
import { useLanguage } from '../../language/language.ts';
import { App } from './app.tsx';

/** The page in its language: made anew in another one, as every text of it changes. What is in the stores stays. */
export function Page() {
  const language = useLanguage((state) => state.language);
  useLayoutEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return <App key={language} />;
}
