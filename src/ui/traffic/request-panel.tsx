import { useState } from 'react';
import { common } from '../../language/en/common.ts';
import { losses } from '../../language/en/losses.ts';
import { traffic } from '../../language/en/traffic.ts';
import { why } from '../../language/en/why.ts';
import type { Hop } from '../../protocol/hop.ts';
import type { RequestRow } from '../../protocol/traffic.ts';
import { shortTime } from '../store/format-time.ts';
import { WhyButton } from '../why/why-button.tsx';
import { hopText } from './hop-text.ts';

const listed = 40;
const ms = (value: number) => (value < 10 ? value.toFixed(1) : value.toFixed(0));
const exactTime = (atMs: number) => `${shortTime(atMs)}.${String(Math.floor(atMs % 1000)).padStart(3, '0')}`;
const wordOf = ({ outcome }: RequestRow) => losses(`request.${outcome}`);

function Tried({ hop }: { readonly hop: Hop }) {
  if (hop.at !== 'dns' || hop.tried.length === 0) return null;
  return (
    <table className="t-tried">
      <tbody>
        {hop.tried.map(({ name, answer }) => (
          <tr key={name}>
            <th scope="row" className="mono">
              {name}
            </th>
            <td className="mono">{typeof answer === 'string' ? answer : answer.join(', ')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** One request from its client to its end, with every decision on its way. */
export function RequestPath({ row, close }: { readonly row: RequestRow; readonly close: () => void }) {
  const failed = row.outcome !== 'ok';
  return (
    <section className="t-path" aria-label={traffic('pathOf')}>
      <header>
        <h3>
          <span className={failed ? 'alarm' : ''}>{failed ? '✕' : '●'}</span>
          {` ${row.client}`}
        </h3>
        <button type="button" onClick={close}>
          {common('close')}
        </button>
      </header>
      <p className="mono t-url">{row.to}</p>
      <p className={failed ? 'alarm num' : 'num'}>
        {traffic('sentAt', { time: exactTime(row.sentMs), outcome: wordOf(row), took: ms(row.tookMs) })}
      </p>
      <p>
        <WhyButton
          query={{ about: 'way', client: row.client, path: row.path, atMs: row.sentMs }}
          about={why('aboutClient', { client: row.client })}
        />
      </p>
      <ol data-testid="request-path">
        {row.path.length === 0 && <li>{traffic('didNotLeave')}</li>}
        {row.path.map((hop, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a path never changes
          <li key={index}>
            <b>{traffic(`hop.${hop.at}`)}</b>
            <span>{`${hopText(hop)}.`}</span>
            <Tried hop={hop} />
          </li>
        ))}
      </ol>
    </section>
  );
}

interface RequestListProps {
  readonly requests: readonly RequestRow[];
  readonly openId: number | null;
  readonly open: (row: RequestRow) => void;
}

/** The newest requests that are told in full. It stands still while somebody points at it or is in it. */
export function RequestList({ requests, openId, open }: RequestListProps) {
  const [held, setHeld] = useState<readonly RequestRow[] | null>(null);
  const [onlyFailed, setOnlyFailed] = useState(false);
  const newest = requests.filter((row) => !onlyFailed || row.outcome !== 'ok').slice(-listed);
  const shown = (held ?? newest).toReversed();
  const hold = () => setHeld((before) => before ?? newest);
  return (
    <section className="t-requests" aria-label={traffic('requests')}>
      <header>
        <h3>{traffic('requests')}</h3>
        <label>
          <input
            type="checkbox"
            checked={onlyFailed}
            onChange={(event) => {
              setOnlyFailed(event.target.checked);
              setHeld(null);
            }}
          />
          {traffic('failedOnly')}
        </label>
      </header>
      {shown.length === 0 && <p className="muted">{onlyFailed ? traffic('noneFailed') : traffic('noneYet')}</p>}
      <ul onPointerEnter={hold} onFocus={hold} onPointerLeave={() => setHeld(null)} onBlur={() => setHeld(null)}>
        {shown.map((row) => (
          <li key={row.id}>
            <button type="button" aria-pressed={row.id === openId} onClick={() => open(row)}>
              <span className={row.outcome === 'ok' ? 'mark' : 'mark alarm'}>{row.outcome === 'ok' ? '●' : '✕'}</span>
              <span className="num muted">{exactTime(row.sentMs)}</span>
              <span className="who">{row.client}</span>
              <span className={row.outcome === 'ok' ? '' : 'alarm'}>{wordOf(row)}</span>
              <span className="num took">{`${ms(row.tookMs)} ms`}</span>
            </button>
          </li>
        ))}
      </ul>
      <p className="cap">{traffic('counted')}</p>
    </section>
  );
}
