import type { Reporter } from './reporter.ts';

/** A platform that keeps no states does not answer. */
const PATIENCE_MS = 2_000;

/** The part of the SPLICE protocol that carries scores and states: https://cssplice.org/slcp */
export function spliceReporter(host: Window): Reporter {
  let lastId = 0;
  const send = (subject: string, rest: object): string => {
    const id = `orrery-${++lastId}`;
    // Whoever embeds the page is to know the score; it holds nothing else.
    host.postMessage({ subject, message_id: id, ...rest }, '*');
    return id;
  };
  const resize = (): void => void send('lti.frameResize', { height: Math.max(560, document.body.scrollHeight) });
  resize();
  return {
    restore: () =>
      new Promise((resolve) => {
        const id = send('SPLICE.getState', {});
        const hear = ({
          source,
          data,
        }: MessageEvent<{ subject?: string; message_id?: string; state?: unknown } | null>) => {
          if (source !== host || data?.subject !== 'SPLICE.getState.response' || data.message_id !== id) return;
          done(typeof data.state === 'string' ? data.state : undefined);
        };
        const timer = setTimeout(() => done(undefined), PATIENCE_MS);
        const done = (state: string | undefined): void => {
          clearTimeout(timer);
          removeEventListener('message', hear as EventListener);
          resolve(state);
        };
        addEventListener('message', hear as EventListener);
      }),
    report: (score, isSolved, state) => {
      send('SPLICE.reportScoreAndState', { score, state });
      if (isSolved) send('SPLICE.sendEvent', { name: 'solved', data: { score } });
    },
  };
}
