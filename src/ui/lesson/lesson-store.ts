import { create } from 'zustand';
import type { Lesson, LessonTexts } from '../../api/lesson/lesson.ts';
import { useLanguage } from '../../language/language.ts';
import { useCluster } from '../store/cluster-store.ts';
import type { Answer } from './answers.ts';

/** What a person has seen and answered of the lesson that runs; the worker knows the rest. */
interface LessonState {
  /** How many hints are open. */
  readonly hints: number;
  readonly solution: boolean;
  /** When each caption was shown, in virtual time. */
  readonly shownAt: readonly number[];
  /** The next caption is to be shown as soon as its gate opens. */
  readonly waiting: boolean;
  /** Raised hands for each choice, in the order in which they came. */
  readonly votes: readonly number[];
  /** Answers to any question of the lecture that were handed in. */
  readonly answers: readonly Answer[];
  /** The answer of the question, once it is revealed. */
  readonly answer: string | null;
  readonly hidden: boolean;
}

const atFirst: LessonState = {
  hints: 0,
  solution: false,
  shownAt: [],
  waiting: false,
  votes: [],
  answers: [],
  answer: null,
  hidden: false,
};

export const useLesson = create<LessonState>(() => atFirst);

// Every run begins anew; presenter mode and the panel show the same run.
useCluster.subscribe(({ run }, before) => {
  if (run !== before.run) useLesson.setState(atFirst);
});

/** The lesson of the run, null when it teaches nothing. */
export function useRunLesson(): Lesson | null {
  return useCluster((state) => state.run?.lesson ?? null);
}

const none: LessonTexts = {
  title: '',
  task: '',
  captions: {},
  goals: {},
  hints: [],
  solution: '',
  debrief: '',
  mistakes: {},
};

/** The words of a lesson in the page's language, else in English, else in any. */
export function textsOf(lesson: Lesson): LessonTexts {
  const { texts } = lesson;
  return texts[useLanguage.getState().language] ?? texts['en'] ?? Object.values(texts)[0] ?? none;
}
