import { useEffect, useMemo, useState } from 'react';
import type { Step } from '../../api/scenario.ts';
import { followLecture, nextCaption, previousCaption } from '../lesson/lecture.ts';
import { textsOf, useRunLesson } from '../lesson/lesson-store.ts';
import { situationOf, situationText } from '../shell/summary.ts';
import { mirror, useCluster } from '../store/cluster-store.ts';
import { currentScenario } from '../store/session.ts';
import { stepEvent } from '../timeline/run-control.ts';
import { goTo } from './advance.ts';
import { type Slide, slideAt, slidesOf } from './slides.ts';

/** What is presented: pictures, which of them is shown, and how to go on. */
export interface Deck {
  readonly slides: readonly Pick<Slide, 'title'>[];
  readonly at: number;
  /** A sentence below the title. */
  readonly text: string;
  next(): void;
  previous(): void;
}

/** The steps of the scenario that runs, none where its text tells none. */
function useSteps(): readonly Step[] {
  const run = useCluster((state) => state.run);
  const [steps, setSteps] = useState<readonly Step[]>([]);
  useEffect(() => {
    if (run === null) return;
    let isOld = false;
    void import('../../api/scenario-file.ts').then(({ parseScenario }) => {
      if (isOld) return;
      try {
        setSteps(parseScenario(currentScenario(), run.name).steps);
      } catch {
        setSteps([]);
      }
    });
    return () => {
      isOld = true;
    };
  }, [run]);
  return steps;
}

/** The deck of a lecture's captions, null where the run has none. */
function useCaptionDeck(): Deck | null {
  const lesson = useRunLesson();
  const index = useCluster((state) => state.caption?.index ?? -1);
  useEffect(() => followLecture(), []);
  if (lesson === null || lesson.captions.length === 0) return null;
  const texts = textsOf(lesson);
  const shown = texts.captions[lesson.captions[index]?.id ?? ''];
  return {
    slides: lesson.captions.map(({ id }) => ({ title: texts.captions[id]?.title ?? '' })),
    at: index,
    text: shown?.text ?? '',
    next: nextCaption,
    previous: previousCaption,
  };
}

/** What is presented of the run: its captions, else its steps. */
export function useDeck(): Deck {
  const steps = useStepDeck();
  return useCaptionDeck() ?? steps;
}

/** The deck made of a scenario's steps: next goes to the moment of the next one and lets the run go on from there. */
function useStepDeck(): Deck {
  const title = useCluster((state) => state.run?.title ?? '');
  const steps = useSteps();
  const slides = useMemo(() => slidesOf(title, steps), [title, steps]);
  const at = useCluster((state) => slideAt(slides, state.nowMs));
  useCluster((state) => state.pods + state.nodes);
  return {
    slides,
    at,
    text: situationText(situationOf(mirror)),
    next: () => {
      const next = slides[slideAt(slides, useCluster.getState().nowMs) + 1];
      if (next !== undefined) goTo(next);
      // A run without a script goes on by what happens in it.
      else if (slides.length === 1) stepEvent();
    },
    previous: () => {
      const before = slides[slideAt(slides, useCluster.getState().nowMs) - 1];
      if (before !== undefined) goTo(before === slides[0] ? { ...before, atMs: -1 } : before);
    },
  };
}
