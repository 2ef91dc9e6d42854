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

/**
 * Processor time of each task of the pages' main threads, ms. By the clock a busy machine would be measured.
 * @param until the name of a `performance.mark`: only tasks that had begun before it
 */
export async function taskTimes(browser: Browser, until?: string): Promise<number[]> {
  const { traceEvents } = JSON.parse(String(await browser.stopTracing())) as { traceEvents: TraceEvent[] };
  const isMain = ({ name, args }: TraceEvent) => name === 'thread_name' && args?.name === 'CrRendererMain';
  const mains = new Set(traceEvents.filter(isMain).map(({ pid, tid }) => `${pid}/${tid}`));
  const endTs = traceEvents.find(({ name }) => name === until)?.ts ?? Infinity;
  const isTask = ({ name, ph, ts }: TraceEvent) => ph === 'X' && name.endsWith('RunTask') && ts < endTs;
  return traceEvents
    .filter((event) => isTask(event) && mains.has(`${event.pid}/${event.tid}`))
    .map(({ tdur = 0 }) => tdur / 1000);
}
