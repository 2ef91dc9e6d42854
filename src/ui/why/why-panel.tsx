import { common } from '../../language/en/common.ts';
import { CrossButton } from '../../widgets/cross-button.tsx';
import './why.css';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { causes } from '../../language/en/causes.ts';
import { why } from '../../language/en/why.ts';
import type { WhyAnswer, WhyChain, WhyStep } from '../../protocol/why.ts';
import { Button } from '../../widgets/button.tsx';
import { Icon } from '../../widgets/icon.tsx';
import { useCluster } from '../store/cluster-store.ts';
import { call } from '../store/session.ts';
import { select } from '../store/view-store.ts';
import { seek } from '../timeline/run-control.ts';
import { type Asked, askWhy, closeWhy } from './ask.ts';
import { gapText, momentText, stepText } from './why-text.ts';

/** Undefined while it is being asked for. */
function useAnswer({ query }: Asked): WhyAnswer | null | undefined {
  const [answer, setAnswer] = useState<WhyAnswer | null | undefined>(undefined);
  useEffect(() => {
    let isCurrent = true;
    setAnswer(undefined);
    void call({ type: 'why', query }).then((said) => {
      if (isCurrent) setAnswer(said.type === 'why' ? said.answer : null);
    });
    return () => {
      isCurrent = false;
    };
  }, [query]);
  return answer;
}

function go({ ref, atMs }: WhyStep): void {
  if (ref !== null) select(ref);
  if (atMs !== null) seek(atMs);
}

const rootIcons = {
  person: 'edit',
  scenario: 'flag',
  fault: 'cut',
  cluster: 'power',
  time: 'restart',
  past: 'unknown',
} as const;

function Root({ step }: { readonly step: WhyStep }) {
  const { root, say } = step;
  if (root === '') return null;
  const isCommand = say === 'typed' || say === 'scenarioDid' || say === 'faultDone';
  return (
    <>
      <span className="why-tag">
        <Icon name={rootIcons[root]} size={12} />
        {causes(`root.${root}`)}
      </span>
      <span className={isCommand ? 'why-say command' : 'why-say'}>{stepText(step)}</span>
    </>
  );
}

function Step({ step, before }: { readonly step: WhyStep; readonly before: WhyStep | undefined }) {
  const { atMs, actor, root, ref } = step;
  const said = stepText(step);
  const gap = gapText(step, before);
  const moment = atMs === null ? causes('now') : momentText(atMs);
  const hint = [ref && causes('open', ref), atMs !== null && causes('goTo', { time: moment })]
    .filter(Boolean)
    .join('; ');
  return (
    <li className={root === '' ? 'why-step' : `why-step root ${root}`}>
      <button type="button" title={hint} disabled={ref === null && atMs === null} onClick={() => go(step)}>
        <time>{moment}</time>
        <i className="why-dot" aria-hidden="true" />
        <span className="why-body">
          {root === '' ? (
            <>
              <span className="why-say">{said}</span>
              {actor !== '' && !said.includes(actor) && <span className="why-actor">{actor}</span>}
            </>
          ) : (
            <Root step={step} />
          )}
        </span>
      </button>
      {gap !== '' && <p className="why-gap">{causes('later', { time: gap })}</p>}
    </li>
  );
}

function Chain({ chain }: { readonly chain: WhyChain }) {
  const title = causes(`of.${chain.of}`);
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      <ol className="why-steps">
        {chain.steps.map((step, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a chain never changes
          <Step key={index} step={step} before={chain.steps[index + 1]} />
        ))}
      </ol>
    </section>
  );
}

/** Up and down lead along the chain; Esc closes the panel and nothing else. */
function onKey(event: KeyboardEvent<HTMLElement>): void {
  if (event.key === 'Escape') {
    event.preventDefault();
    closeWhy();
    return;
  }
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const steps = [...event.currentTarget.querySelectorAll<HTMLElement>('.why-step > button:enabled')];
  const at = steps.indexOf(document.activeElement as HTMLElement);
  const next = steps[event.key === 'ArrowDown' ? at + 1 : Math.max(0, at - 1)];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}

function Body({ answer }: { readonly answer: WhyAnswer | null | undefined }) {
  if (answer === undefined) return <p className="why-hint">{causes('looking')}</p>;
  if (answer === null) return <p className="why-hint">{causes('hidden')}</p>;
  if (answer.chains.length === 0) return <p className="why-hint">{causes('nothing')}</p>;
  return answer.chains.map((chain) => <Chain key={chain.of} chain={chain} />);
}

/** The chain of causes of what was asked, over whatever view is shown; it stays while one looks at its moments. */
export default function WhyPanel({ asked }: { readonly asked: Asked }) {
  const answer = useAnswer(asked);
  const head = useRef<HTMLHeadingElement>(null);
  const isAway = useCluster((state) => answer != null && state.nowMs < answer.atMs - 1);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each question takes the focus
  useEffect(() => {
    const from = document.activeElement;
    head.current?.focus();
    return () => {
      if (from instanceof HTMLElement && from.isConnected) from.focus();
    };
  }, [asked]);
  const absent = answer?.chains[0]?.of === 'absence' && asked.query.about === 'object';
  return (
    <aside className="why" aria-label={why('title')} onKeyDown={onKey} data-testid="why">
      <header>
        <h2 ref={head} tabIndex={-1}>
          {absent && asked.query.about === 'object' ? why('absent', asked.query.ref) : asked.about}
        </h2>
        <CrossButton label={common('close')} tip={`${common('close')}  Esc`} onClick={closeWhy} />
      </header>
      <div className="why-chains" aria-live="polite">
        <Body answer={answer} />
      </div>
      {answer != null && (
        <footer>
          <span>{causes('asked', { time: momentText(answer.atMs) })}</span>
          <span className="sp" />
          {isAway ? (
            <Button small icon="step" onClick={() => seek(answer.atMs)}>
              {causes('goTo', { time: momentText(answer.atMs) })}
            </Button>
          ) : (
            <Button small icon="restart" onClick={() => askWhy(asked.query, asked.about)}>
              {causes('again')}
            </Button>
          )}
        </footer>
      )}
    </aside>
  );
}
