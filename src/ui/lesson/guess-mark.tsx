import { useLayoutEffect, useRef } from 'react';
import { isStill } from '../store/looks.ts';

const TRAVEL_MS = 900;

interface GuessMarkProps {
  /** Rows of the list, from 0: what most have guessed, and what is true. */
  readonly guess: number;
  readonly truth: number;
}

/** A frame in a list of answers that goes from the guess to the truth when that is told. */
export function GuessMark({ guess, truth }: GuessMarkProps) {
  const mark = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    const element = mark.current;
    const rows = element?.parentElement?.querySelectorAll<HTMLElement>('li');
    const [from, to] = [rows?.[guess], rows?.[truth]];
    if (!element || !from || !to) return;
    const at = (row: HTMLElement) => ({
      transform: `translateY(${row.offsetTop}px)`,
      height: `${row.offsetHeight}px`,
    });
    Object.assign(element.style, at(to));
    if (!isStill()) element.animate([at(from), at(to)], { duration: TRAVEL_MS, easing: 'ease-in-out' });
  }, [guess, truth]);
  return <span ref={mark} className="guess-mark" data-testid="guess-mark" />;
}
