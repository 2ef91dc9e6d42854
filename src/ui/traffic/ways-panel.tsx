import type { MachineRow, NodeRow, PodRow } from '../../protocol/view.ts';
import { TrafficBars } from '../../widgets/traffic-bars.tsx';
import { mirror } from '../store/cluster-store.ts';
import { shortTime, spanText } from '../store/format-time.ts';
import type { ClientTraffic } from '../store/traffic-table.ts';
import { hostOf, repairText, type Way } from './ways.ts';

const stateWords = { on: 'running', off: 'no power', booting: 'booting' } as const;

interface Container {
  readonly key: string;
  readonly name: string;
  readonly note: string;
  readonly isGood: boolean;
  readonly isUsed: boolean;
}

function Vessel({ name, note, isGood, items }: { name: string; note: string; isGood: boolean; items: Container[] }) {
  return (
    <li className={isGood ? 'w-vessel' : 'w-vessel wrong'}>
      <p>
        <b className="mono">{name}</b> <span className={isGood ? 'muted' : 'alarm'}>{isGood ? note : `✕ ${note}`}</span>
      </p>
      <ul>
        {items.map((item) => (
          <li key={item.key} className={`${item.isGood ? 'w-box' : 'w-box wrong'}${item.isUsed ? ' used' : ''}`}>
            <b>{item.name}</b>
            <span>{`${item.isGood ? '●' : '✕'} ${item.note}`}</span>
          </li>
        ))}
      </ul>
    </li>
  );
}

function Machine({ row, usedPort }: { readonly row: MachineRow; readonly usedPort: number | null }) {
  const items = row.containers.map((one) => ({
    key: one.name,
    name: one.name,
    note: `${row.state === 'on' ? one.state : 'off'}${one.state === 'exited' && row.state === 'on' ? ` (${one.exitCode})` : ''} :${one.port}`,
    isGood: row.state === 'on' && one.state === 'running',
    isUsed: one.port === usedPort,
  }));
  return <Vessel name={row.name} note={stateWords[row.state]} isGood={row.state === 'on'} items={items} />;
}

function Node({ row, pods }: { readonly row: NodeRow; readonly pods: readonly PodRow[] }) {
  const items = pods
    .filter(({ namespace }) => namespace !== 'kube-system')
    .map((pod) => ({
      key: pod.uid,
      name: pod.suffix === '' ? pod.name : `${pod.label} ${pod.suffix}`,
      note: pod.status,
      isGood: pod.state === 'ready' || pod.state === 'creating' || pod.state === 'notready',
      isUsed: pod.endpoint === 'in',
    }));
  const off = row.machine === 'on' ? 'Ready' : 'no power';
  const note = row.ready === 'True' ? off : `NotReady${row.machine === 'off' ? ', no power' : ''}`;
  return <Vessel name={row.name} note={note} isGood={row.ready === 'True' && row.machine === 'on'} items={items} />;
}

const portOf = (url: string) => Number(/:(\d+)/.exec(url.replace(/^https?:/, ''))?.[1] ?? 80);

function WayColumn({ way, seconds, nowMs }: { way: Way; seconds: ClientTraffic['seconds']; nowMs: number }) {
  const { client, machines, lost } = way;
  const share = client.sent === 0 ? 0 : (100 * lost) / client.sent;
  const repair = repairText(way, mirror.nodes.values(), nowMs);
  const switched = client.now === client.to ? '' : `, by hand switched to ${hostOf(client.now)}`;
  return (
    <section className="w-way" aria-label={client.name} data-way={client.name}>
      <h3>{client.name}</h3>
      <p className="muted">{`${client.rps} requests/s to ${hostOf(client.to)}${switched}`}</p>
      <p className="w-lost">
        <strong className={lost > 0 ? 'num alarm' : 'num'}>{lost.toLocaleString('en')}</strong>
        <span>{`requests lost of ${client.sent.toLocaleString('en')}, ${share.toFixed(share < 10 ? 1 : 0)} %`}</span>
      </p>
      <p className="num">
        {`Out of order for ${spanText(client.outageSeconds * 1000)}, partly for ${spanText(client.degradedSeconds * 1000)}`}
      </p>
      <TrafficBars nowSecond={Math.floor(nowMs / 1000)} seconds={seconds} />
      <p className={/needed/.test(repair) ? 'w-repair' : 'w-repair busy'} data-repair>
        {repair}
      </p>
      <ul className="w-vessels">
        {machines.map((row) => (
          <Machine key={row.name} row={row} usedPort={hostOf(client.now) === row.name ? portOf(client.now) : null} />
        ))}
        {machines.length === 0 &&
          mirror
            .nodeNames()
            .map((name) => <Node key={name} row={mirror.nodes.get(name)!} pods={mirror.podsOn(name)} />)}
      </ul>
    </section>
  );
}

interface WaysProps {
  readonly ways: readonly Way[];
  readonly clients: readonly ClientTraffic[];
  readonly nowMs: number;
}

/** The same app run in several ways, side by side: the same clock, what each has lost, and who repairs it. */
export function Ways({ ways, clients, nowMs }: WaysProps) {
  return (
    <div className="t-ways" data-testid="ways">
      <p className="hidden-text">{`At ${shortTime(nowMs)}`}</p>
      {ways.map((way) => (
        <WayColumn
          key={way.client.name}
          way={way}
          seconds={clients.find(({ row }) => row === way.client)?.seconds ?? []}
          nowMs={nowMs}
        />
      ))}
    </div>
  );
}
