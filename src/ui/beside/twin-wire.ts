import type { Situation } from '../../api/situation/situation.ts';
import type { ToPage } from '../../protocol/messages.ts';
import type { Deed } from '../store/session.ts';
import type { Measure, Selection } from '../store/view-store.ts';

// What the page and the frame with the run beside it say to each other, through a port.

/** The frame asks the page for the port; the page's answer carries it. */
export const HELLO = 'orrery-beside';

export type ToTwin =
  | { readonly do: 'begin'; readonly scenario: string; readonly situation?: Pick<Situation, 'log' | 'atMs'> }
  /** Where the page's own run is. */
  | { readonly do: 'keepUp'; readonly toMs: number; readonly speed: number }
  | { readonly do: 'select'; readonly selection: Selection | null }
  | {
      readonly do: 'look';
      readonly theme: 'light' | 'dark';
      readonly measure: Measure | null;
      readonly palette: string;
    }
  | { readonly do: 'act'; readonly deed: Deed }
  /** Asks what the run has come to: answered by `outcome`. */
  | { readonly do: 'outcome' };

export type FromTwin =
  | { readonly is: 'at'; readonly nowMs: number; readonly phase: string; readonly trouble: string }
  /** All inputs of the run, after one that was given by `act`. */
  | { readonly is: 'acted'; readonly situation: Pick<Situation, 'log' | 'atMs'> }
  | { readonly is: 'selected'; readonly selection: Selection | null }
  | { readonly is: 'outcome'; readonly answer: Extract<ToPage, { type: 'outcome' | 'refused' }> }
  /** A key that nothing there has use for. */
  | { readonly is: 'key'; readonly key: string; readonly code: string; readonly shiftKey: boolean };
