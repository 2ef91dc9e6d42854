import '@fontsource/ibm-plex-sans/latin-400.css';
import '@fontsource/ibm-plex-sans/latin-500.css';
import '@fontsource/ibm-plex-sans/latin-600.css';
import '@fontsource/ibm-plex-mono/latin-400.css';
import '@fontsource/ibm-plex-mono/latin-500.css';
import '@fontsource/ibm-plex-serif/latin-400.css';
import './ui/tokens.css';
import './ui/contrast.css';
import './ui/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { speak } from './language/language.ts';
import { firstLanguage } from './ui/shell/choose-language.ts';
import { keepOffline } from './ui/shell/keep-offline.ts';
import { Page } from './ui/shell/page.tsx';
import { startPage } from './ui/shell/start-page.ts';

// What cannot be loaded leaves the page in English.
await speak(firstLanguage(location.search)).catch(() => undefined);
startPage();
keepOffline();
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <Page />
  </StrictMode>,
);
