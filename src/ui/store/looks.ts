import { create } from 'zustand';
import { remember, remembered } from './safe-storage.ts';
import { useView } from './view-store.ts';

/** How the page is made easier to see and to use; what the system asks for holds until the person chooses. */
export interface Looks {
  /** More contrast than the usual colours have. */
  readonly contrast: boolean;
  /** Nothing travels. */
  readonly still: boolean;
  /** Single keys are commands; they can be turned off for those whose software types them. */
  readonly keys: boolean;
}

const asks = (query: string): boolean => matchMedia(query).matches;

function first(name: keyof Looks, otherwise: boolean): boolean {
  const known = remembered(name);
  return known === null ? otherwise : known === 'on';
}

export const useLooks = create<Looks>(() => ({
  contrast: first('contrast', asks('(prefers-contrast: more)')),
  still: first('still', asks('(prefers-reduced-motion: reduce)')),
  keys: first('keys', true),
}));

/** Says on the page's root how it looks: styles go by that. */
export function showLooks(): void {
  const { contrast, still } = useLooks.getState();
  const { dataset } = document.documentElement;
  dataset.contrast = contrast ? 'more' : 'usual';
  dataset.motion = still ? 'reduce' : 'usual';
}

export function switchLook(name: keyof Looks): void {
  const on = !useLooks.getState()[name];
  remember(name, on ? 'on' : 'off');
  useLooks.setState({ [name]: on });
  showLooks();
}

/** Whether nothing may travel: asked for by the system, or here. */
export function isStill(): boolean {
  return asks('(prefers-reduced-motion: reduce)') || useLooks.getState().still;
}

/** The colours that are shown, by a name: what paints without styles does so again when it changes. */
export function useColorsName(): string {
  const theme = useView((state) => state.theme);
  const contrast = useLooks((state) => state.contrast);
  const presenting = useView((state) => state.presenting);
  return `${theme}${contrast ? '-contrast' : ''}${presenting ? '-projector' : ''}`;
}
