import { refusalOf } from '../api/lesson/allowed.ts';
import type { Lesson } from '../api/lesson/lesson.ts';
import type { Waitable } from '../api/process.ts';
import type { Action, Scenario } from '../api/scenario.ts';
import type { Frame, ToPage, ToWorker } from '../protocol/messages.ts';
import type { ActionResult } from '../sim/cluster/cluster.ts';
import type { ScenarioRun } from '../sim/cluster/scenario-run.ts';
import { Captions } from '../sim/lesson/captions.ts';
import { formatValue, Goals } from '../sim/lesson/goals.ts';
import { playDeeds } from '../sim/lesson/play-deeds.ts';
import { LessonWatch } from '../sim/lesson/watch.ts';

/** What the page says to the lesson of a run. */
export type LessonCall = Extract<ToWorker, { type: 'caption' | 'play-deeds' | 'evaluate' }>;

/** The lesson of one run: its goals and its captions, and what is asked of them. */
export class LessonHost {
  private readonly run: ScenarioRun;
  private readonly lesson: Lesson | undefined;
  private readonly act: (action: Action) => Waitable<ActionResult>;
  private readonly post: (message: ToPage) => void;
  private watch: LessonWatch | undefined;
  private readonly goals: Goals | undefined;
  private readonly captions: Captions | undefined;

  /**
   * @param run a run whose cluster is up
   * @param act does something as a person does
   * @param onBreak called when the lecture is to pause
   */
  constructor(
    run: ScenarioRun,
    lesson: Lesson | undefined,
    post: (message: ToPage) => void,
    act: (action: Action) => Waitable<ActionResult>,
    onBreak: () => void,
  ) {
    this.run = run;
    this.lesson = lesson;
    this.post = post;
    this.act = act;
    if (!lesson) return;
    this.watch = new LessonWatch(run.cluster);
    if (lesson.exercise) this.goals = new Goals(lesson.exercise.goals, this.watch);
    if (lesson.captions.length > 0) this.captions = new Captions(lesson.captions, this.watch, onBreak);
  }

  /** What a frame says of the lesson: what has changed since the last one. */
  news(): Pick<Frame, 'goals' | 'caption'> {
    const goals = this.goals?.take();
    const caption = this.captions?.take();
    return { ...(goals ? { goals } : {}), ...(caption ? { caption } : {}) };
  }

  receive(message: LessonCall): void {
    if (message.type === 'caption') this.captions?.show(message.index, message.shownMs ?? undefined);
    else if (message.type === 'evaluate') {
      this.watch ??= new LessonWatch(this.run.cluster);
      const { value, trouble } = this.watch.answer(message.expression);
      this.post({ type: 'evaluated', id: message.id, value: formatValue(value), isTrue: value === true, trouble });
    } else this.play(message);
  }

  /** Why an exercise does not let a person do something; undefined when it does. */
  refusal(action: Action): string | undefined {
    const allow = this.lesson?.exercise?.allow;
    return allow && refusalOf(allow, action);
  }

  private play({ id, of, index }: Extract<ToWorker, { type: 'play-deeds' }>): void {
    const { lesson, watch } = this;
    const deeds = of === 'solution' ? lesson?.exercise?.solution : lesson?.captions[index]?.deeds;
    const last: ActionResult = { stdout: '', stderr: '', exitCode: 0 };
    if (!watch || !deeds) {
      this.post({ type: 'output', id, ...last });
      return;
    }
    const done = this.run.cluster.engine.spawn(playDeeds(watch, deeds, this.act));
    done.onSettle(() => this.post({ type: 'output', id, ...(done.value.at(-1) ?? last) }));
  }
}

/**
 * Hosts the lesson of a scenario.
 * @param mine gets the inputs that are given for the person
 * @param onBreak called when the lecture is to pause
 */
export function hostLesson(
  run: ScenarioRun,
  { lesson }: Scenario,
  post: (message: ToPage) => void,
  mine: WeakSet<Action>,
  onBreak: () => void,
): LessonHost {
  const act = (action: Action): Waitable<ActionResult> => {
    mine.add(action);
    return run.act(action);
  };
  return new LessonHost(run, lesson, post, act, onBreak);
}
