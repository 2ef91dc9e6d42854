import { type KeyboardEvent, useEffect, useRef } from 'react';
import { controlPlane } from '../../language/en/control-plane.ts';
import { listText } from '../../language/lists.ts';
import type { RequestDetail } from '../../protocol/control-plane.ts';
import { refusedAt } from './marks.tsx';
import { gates } from './rings.tsx';
import type { Step } from './steps.ts';

const shapes = {
  request: <circle cx="6" cy="6" r="4.2" fill="currentColor" />,
  watch: <path d="M6 .8 11.2 6 6 11.2.8 6z" fill="currentColor" />,
  store: <rect x="1.6" y="1.6" width="8.8" height="8.8" fill="currentColor" />,
} as const;

const marks = { passed: 'M2 6.4 4.9 9.2 10 3.2', refused: 'M2.5 2.5l7 7M9.5 2.5l-7 7' } as const;

/** Milliseconds since the beginning: finer while they are few. */
export function sinceText(ms: number): string {
  if (ms < 10) return `${ms.toFixed(1)} ms`;
  return ms < 10_000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

function titleOf({ kind, who }: Step): string {
  if (kind === 'request') return who[0]!;
  if (kind === 'store') return 'etcd';
  const [first, second, ...rest] = who;
  const names = listText([first, second].filter((name) => name !== undefined));
  return rest.length > 0
    ? controlPlane('watchToMore', { names: [first, second].join(', '), more: rest.length })
    : controlPlane('watchTo', { names });
}

function rightOf({ kind, count, code, revision, lost }: Step): string {
  if (lost) return controlPlane('lost');
  if (count > 1) return controlPlane('times', { count });
  if (kind === 'store') return revision > 0 ? `rv ${revision}` : '';
  if (kind === 'watch') return '';
  return code === 0 ? '…' : String(code);
}

function textOf({ kind, text, acknowledged }: Step): string {
  if (kind !== 'store') return text;
  const key = text.replace(/^txn \/registry/, '');
  return acknowledged.length === 0
    ? controlPlane('write', { key })
    : controlPlane('append', {
        key,
        members: listText(acknowledged.map((name) => name.replace(/^control-plane-/, ''))),
      });
}

/** What the gates say of the request that is open. */
function Gates({ detail }: { readonly detail: RequestDetail }) {
  const stop = refusedAt(detail);
  const admission = detail.set.filter(({ by }) => by === 'admission').length;
  const says = [
    `${detail.user || controlPlane('nobody')}, ${detail.authentication}`,
    detail.authorization,
    controlPlane('fieldsAdded', { count: admission }),
    stop === 3 ? detail.note : controlPlane('valid'),
  ];
  return (
    <ol className="gates">
      {gates.map(({ id }, index) => {
        if (stop >= 0 && index > stop) return null;
        const refused = index === stop;
        return (
          <li key={id} className={refused ? 'gate alarm' : 'gate'}>
            <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
              <path d={refused ? marks.refused : marks.passed} />
            </svg>
            <span>{controlPlane(`gate.${id}`)}</span>
            <span className="r" title={says[index]}>
              {refused ? `${detail.code}` : says[index]}
            </span>
          </li>
        );
      })}
    </ol>
  );
}

interface JourneyListProps {
  readonly steps: readonly Step[];
  readonly now: string;
  readonly open: number;
  readonly detail: RequestDetail | null;
  readonly onStep: (step: Step) => void;
}

/** The journey in words: what happened in the figure, in order of time. */
export function JourneyList({ steps, now, open, detail, onStep }: JourneyListProps) {
  const box = useRef<HTMLOListElement>(null);
  const beginMs = steps[0]?.atMs ?? 0;
  const last = steps.at(-1)?.key;
  useEffect(() => {
    // The list alone: a small page scrolls the figure away otherwise.
    if (last !== undefined && now === last) box.current?.scrollTo({ top: box.current.scrollHeight });
  }, [last, now]);
  const press = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const to = steps[steps.findIndex(({ key }) => key === now) + (by ?? 0)];
    if (by === undefined || to === undefined) return;
    event.preventDefault();
    onStep(to);
    box.current?.querySelector<HTMLElement>(`[data-step="${to.key}"]`)?.focus();
  };
  return (
    <ol className="journey" ref={box} onKeyDown={press} aria-label={controlPlane('steps')}>
      {steps.map((step, index) => (
        <li key={step.key}>
          <button
            type="button"
            className={`jstep${step.key === now ? ' now' : ''}${step.code >= 400 || step.lost ? ' bad' : ''}`}
            data-step={step.key}
            data-kind={step.kind}
            aria-current={step.key === now ? 'step' : undefined}
            tabIndex={step.key === now || (now === '' && index === 0) ? 0 : -1}
            onClick={() => onStep(step)}
          >
            <time>{sinceText(step.atMs - beginMs)}</time>
            <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
              {shapes[step.kind]}
            </svg>
            <span className="n">{index + 1}</span>
            <b>{titleOf(step)}</b>
            <span className="r">{rightOf(step)}</span>
            <span className="p">{textOf(step)}</span>
          </button>
          {step.kind === 'request' && step.request === open && detail !== null && <Gates detail={detail} />}
        </li>
      ))}
    </ol>
  );
}
