import type { Caption } from '../../api/lesson/lesson.ts';
import type { CaptionNews } from '../../protocol/lesson.ts';
import { whenOpen } from './gates.ts';
import type { LessonWatch } from './watch.ts';

const IGNORE = (): void => undefined;

/** Follows a lecture: which caption is shown, and whether the model is ready for the next one. */
export class Captions {
  private readonly captions: readonly Caption[];
  private readonly watch: LessonWatch;
  private readonly onBreak: () => void;
  private giveUp: () => void = IGNORE;
  private now: CaptionNews = { index: -1, shownMs: 0, openMs: null };
  private isNew = true;

  /** @param onBreak called when the gate of a caption opens at which the model is to pause */
  constructor(captions: readonly Caption[], watch: LessonWatch, onBreak: () => void) {
    this.captions = captions;
    this.watch = watch;
    this.onBreak = onBreak;
    this.show(-1);
  }

  /** Where the lecture is. */
  get news(): CaptionNews {
    return this.now;
  }

  /** The same, if something has changed since it was asked last. */
  take(): CaptionNews | undefined {
    if (!this.isNew) return undefined;
    this.isNew = false;
    return this.now;
  }

  /** Shows a caption: from now on the next one's gate is watched. @param shownMs since when, if it was shown before */
  show(index: number, shownMs = Math.max(0, this.watch.nowMs)): void {
    this.giveUp();
    this.giveUp = IGNORE;
    this.set({ index, shownMs, openMs: null });
    const next = this.captions[index + 1];
    if (next) this.giveUp = whenOpen(this.watch, next, shownMs, () => this.opened(next));
  }

  private opened(caption: Caption): void {
    this.set({ ...this.now, openMs: Math.max(0, this.watch.nowMs) });
    if (caption.pause) this.onBreak();
  }

  private set(news: CaptionNews): void {
    this.now = news;
    this.isNew = true;
  }
}
