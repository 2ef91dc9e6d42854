import type { Answer, FrameCall, News } from './wire.ts';

interface Waiting {
  readonly done: (value: never) => void;
  readonly failed: (why: Error) => void;
}

/** The page's side of the messages between a page and a frame in it. */
export class FrameClient {
  private readonly origin: string;
  private readonly onNews: (news: News) => void;
  private readonly calls = new Map<number, Waiting>();
  private lastId = 0;
  private frame: HTMLIFrameElement | undefined;
  private isReady: () => void = () => undefined;
  private readonly ready: Promise<void>;

  /** @param origin of the frame: others are neither heard nor told anything */
  constructor(origin: string, onNews: (news: News) => void) {
    this.origin = origin;
    this.onNews = onNews;
    this.ready = new Promise((resolve) => {
      this.isReady = resolve;
    });
    addEventListener('message', this.hear);
  }

  /** The frame to talk to. What was asked before is asked when it listens. */
  talkTo(frame: HTMLIFrameElement): void {
    this.frame = frame;
  }

  /** Asks the frame; rejects with the frame's words when it refuses, and when it goes before it has answered. */
  async ask<T>(question: FrameCall): Promise<T> {
    await this.ready;
    const id = ++this.lastId;
    return new Promise<T>((done, failed) => {
      this.calls.set(id, { done, failed });
      this.frame?.contentWindow?.postMessage({ orrery: 1, id, ...question }, this.origin);
    });
  }

  close(): void {
    removeEventListener('message', this.hear);
    for (const { failed } of this.calls.values()) failed(new Error('the frame was removed'));
    this.calls.clear();
  }

  private readonly hear = ({ source, origin, data }: MessageEvent<unknown>): void => {
    if (this.frame === undefined || source !== this.frame.contentWindow || origin !== this.origin) return;
    const message = data as Answer | News | null;
    if (message?.orrery !== 1) return;
    if ('event' in message) {
      if (message.event === 'ready') this.isReady();
      this.onNews(message);
      return;
    }
    const waiting = this.calls.get(message.id);
    this.calls.delete(message.id);
    if (message.ok) waiting?.done(message.value as never);
    else waiting?.failed(new Error(message.error));
  };
}
