import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { speak } from '../language/language.ts';
import { firstLanguage } from '../ui/shell/choose-language.ts';
import { startPage } from '../ui/shell/start-page.ts';
import { useLooks } from '../ui/store/looks.ts';
import { forbidChanges } from '../ui/store/session.ts';
import { setTheme, useView } from '../ui/store/view-store.ts';
import { setRunning, setSpeed } from '../ui/timeline/run-control.ts';
import { Frame } from './frame.tsx';
import { embedOptions } from './options.ts';
import { beRemote } from './remote.ts';

/** Shows one figure with its caption, in the frame of another page. */
export async function mount(): Promise<void> {
  const options = embedOptions(location.search);
  await speak(firstLanguage(location.search)).catch(() => undefined);
  const dark =
    options.theme === 'dark' || (options.theme === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches);
  useView.setState({ theme: dark ? 'dark' : 'light', page: options.view });
  if (options.palette === 'contrast') useLooks.setState({ contrast: true });
  if (options.palette === 'projector') document.documentElement.dataset.palette = 'projector';
  if (options.readOnly) forbidChanges();
  document.documentElement.style.fontSize = options.scale === 1 ? '' : `${options.scale * 100}%`;
  document.documentElement.classList.add('framed');
  const started = startPage();
  createRoot(document.getElementById('root')!).render(
    <StrictMode>
      <Frame options={options} />
    </StrictMode>,
  );
  setTheme(dark ? 'dark' : 'light');
  await started;
  if (options.speed !== 1) setSpeed(options.speed);
  if (!options.autoplay) setRunning(false);
  beRemote(options);
}
