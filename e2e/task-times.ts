import type { Browser, Page } from '@playwright/test';

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds of the machine's clock. */
  readonly ts: number;
  /** Microseconds: by the clock, and of the processor. */
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/** Begins to note the tasks of a page. */
export function traceTasks(browser: Browser, page: Page): Promise<void> {
  return browser.startTracing(page, { categories: ['toplevel', 'blink.user_timing', '__metadata'] });
}

/** What a thread did at once. */
export interface Task {
  /** Microseconds of the machine's clock, as those of marks. */
  readonly ts: number;
  /** Processor time, ms. By the clock a busy machine would be measured. */
  readonly ms: number;
}

/** What the threads of the pages did, in order, and when a page first made each of its marks. */
export interface Tasks {
  readonly main: readonly Task[];
  readonly workers: readonly Task[];
  /** When the mark of a name was made. */
  markTs(name: string): number;
}

/** Ends what `traceTasks` began. */
export async function tasksOf(browser: Browser): Promise<Tasks> {
  const { traceEvents } = JSON.parse(String(await browser.stopTracing())) as { traceEvents: TraceEvent[] };
  const of = (threads: RegExp): Task[] => {
    const names = traceEvents.filter(({ name, args }) => name === 'thread_name' && threads.test(args?.name ?? ''));
    const mine = new Set(names.map(({ pid, tid }) => `${pid}/${tid}`));
    return traceEvents
      .filter(({ name, ph, pid, tid }) => ph === 'X' && name.endsWith('RunTask') && mine.has(`${pid}/${tid}`))
      .map(({ ts, tdur = 0 }) => ({ ts, ms: tdur / 1000 }))
      .sort((a, b) => a.ts - b.ts);
  };
  return {
    main: of(/^CrRendererMain$/),
    workers: of(/^DedicatedWorker/),
    markTs: (wanted) => {
      const times = traceEvents.filter(({ name }) => name === wanted).map(({ ts }) => ts);
      if (times.length === 0) throw new Error(`nothing was marked ${wanted}`);
      return Math.min(...times);
    },
  };
}
