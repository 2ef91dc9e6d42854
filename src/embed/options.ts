import { palettes, themes, views } from '../ui/share/embed-choices.ts';

/** What the address of a frame, or the attributes of `<kube-orrery>`, say of it. All are optional. */
export interface EmbedOptions {
  /** File name without `.yaml` of a scenario that ships with the page. */
  readonly scenario: string | null;
  /** Which view is shown. */
  readonly view: (typeof views)[number];
  /** all: bar of time and deeds. time: only the bar of time. none: the figure alone. */
  readonly controls: 'all' | 'time' | 'none';
  /** The cluster cannot be changed in the frame. */
  readonly readOnly: boolean;
  /** Whether virtual time runs from the beginning; default true. */
  readonly autoplay: boolean;
  /** Virtual seconds a second, 0.05 to 1000. */
  readonly speed: number;
  readonly theme: (typeof themes)[number];
  /** usual, with more contrast, or for a projector that washes out what is faint. */
  readonly palette: (typeof palettes)[number];
  /** Size of the text, 1 as usual, 0.75 to 2. */
  readonly scale: number;
  /** In place of the scenario's title. */
  readonly title: string | null;
  /** Whether there is a link to the whole page. */
  readonly link: boolean;
  /** The origin of the page around it, from which alone messages are taken; null for the frame's own. */
  readonly origin: string | null;
}

function oneOf<T extends string>(text: string | null, choices: readonly [T, ...T[]]): T {
  return choices.find((choice) => choice === text) ?? choices[0];
}

function within(text: string | null, least: number, most: number): number {
  const value = text === null ? Number.NaN : Number(text);
  return Number.isFinite(value) ? Math.min(most, Math.max(least, value)) : 1;
}

/** Whether a switch is on: `readonly`, `readonly=1`, `readonly=true`, but not `readonly=0`. */
function isOn(text: string | null, otherwise: boolean): boolean {
  return text === null ? otherwise : text !== '0' && text !== 'false';
}

/** Reads the options of an address; what it says wrongly is as if it were not said. */
export function embedOptions(search: string): EmbedOptions {
  const given = new URLSearchParams(search);
  return {
    scenario: given.get('scenario'),
    view: oneOf(given.get('view'), views),
    controls: oneOf(given.get('controls'), ['all', 'time', 'none']),
    readOnly: isOn(given.get('readonly'), false),
    autoplay: isOn(given.get('autoplay'), true),
    speed: within(given.get('speed'), 0.05, 1000),
    theme: oneOf(given.get('theme'), themes),
    palette: oneOf(given.get('palette'), palettes),
    scale: within(given.get('scale'), 0.75, 2),
    title: given.get('title'),
    link: isOn(given.get('link'), true),
    origin: given.get('origin'),
  };
}
