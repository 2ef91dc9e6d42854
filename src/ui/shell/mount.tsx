import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { speak } from '../../language/language.ts';
import { firstLanguage } from './choose-language.ts';
import { keepOffline } from './keep-offline.ts';
import { Page } from './page.tsx';
import { startPage } from './start-page.ts';

/** Shows the whole page. */
export async function mount(): Promise<void> {
  // What cannot be loaded leaves the page in English.
  await speak(firstLanguage(location.search)).catch(() => undefined);
  void startPage();
  keepOffline();
  createRoot(document.getElementById('root')!).render(
    <StrictMode>
      <Page />
    </StrictMode>,
  );
}
