import { create } from 'zustand';
import { remember, remembered } from '../store/safe-storage.ts';

/** What somebody has reached in an exercise. */
export interface Reached {
  readonly solved: boolean;
  readonly points: number;
  readonly hints: number;
}

type Progress = Readonly<Record<string, Reached>>;

/** Reads progress; null for what is none. */
export function readProgress(text: string | null): Progress | null {
  try {
    const value: unknown = JSON.parse(text ?? '');
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
    const entries = Object.entries(value as Record<string, Partial<Reached> | null>)
      .filter(([name, one]) => /^[a-z0-9-]{1,63}$/.test(name) && typeof one === 'object' && one !== null)
      .map(([name, one]): [string, Reached] => [
        name,
        { solved: one?.solved === true, points: Number(one?.points) || 0, hints: Number(one?.hints) || 0 },
      ]);
    return Object.fromEntries(entries);
  } catch {
    return null;
  }
}

/** By name of exercise; kept in the browser if it allows that. */
export const useProgress = create<{ readonly reached: Progress }>(() => ({
  reached: readProgress(remembered('progress')) ?? {},
}));

/** Keeps what was reached, unless more was before. */
export function keepProgress(name: string, now: Reached): void {
  const { reached } = useProgress.getState();
  const before = reached[name];
  if (before && (before.solved || !now.solved) && before.points >= now.points) return;
  setProgress({ ...reached, [name]: now });
}

/** Adds progress from elsewhere to that of this browser. */
export function mergeProgress(other: Progress): void {
  for (const [name, one] of Object.entries(other)) keepProgress(name, one);
}

function setProgress(reached: Progress): void {
  useProgress.setState({ reached });
  remember('progress', JSON.stringify(reached));
}
