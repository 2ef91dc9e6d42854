import { deeds } from '../../language/en/deeds.ts';
import { traffic } from '../../language/en/traffic.ts';
import { numberText } from '../../language/numbers.ts';
import type { MachineRow, NodeRow, PodRow } from '../../protocol/view.ts';
import { Button } from '../../widgets/button.tsx';
import { TrafficBars } from '../../widgets/traffic-bars.tsx';
import { type Deed, machineDeeds } from '../shell/deeds.ts';
import { mirror } from '../store/cluster-store.ts';
import { support } from '../store/commands.ts';
import { shortTime, spanText } from '../store/format-time.ts';
import type { ClientTraffic } from '../store/traffic-table.ts';
import { hostOf, repairOf, type Way } from './ways.ts';

interface Container {
  readonly key: string;
  readonly name: string;
  readonly note: string;
  readonly isGood: boolean;
  readonly isUsed: boolean;
}

interface VesselProps {
  readonly name: string;
  readonly note: string;
  readonly isGood: boolean;
  readonly items: readonly Container[];
  /** What can be done to it. */
  readonly acts?: readonly Deed[];
}

function Vessel({ name, note, isGood, items, acts = [] }: VesselProps) {
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
      {acts.length > 0 && (
        <div className="w-acts">
          {acts.map((deed) => (
            <Button
              key={deed.label}
              small
              icon={deed.icon}
              tone={deed.icon === 'restart' ? 'plain' : 'alarm'}
              title={deed.effect}
              onClick={() => deed.run()}
            >
              {deed.label}
            </Button>
          ))}
        </div>
      )}
    </li>
  );
}

function noteOf({ state }: MachineRow, one: MachineRow['containers'][number]): string {
  if (state !== 'on') return `${traffic('container.off')} :${one.port}`;
  const now = traffic(`container.${one.state}`);
  return one.state === 'exited'
    ? traffic('exited', { state: now, code: one.exitCode, port: one.port })
    : `${now} :${one.port}`;
}

interface MachineProps {
  readonly row: MachineRow;
  readonly usedPort: number | null;
  readonly canAct: boolean;
}

function Machine({ row, usedPort, canAct }: MachineProps) {
  const items = row.containers.map((one) => ({
    key: one.name,
    name: one.name,
    note: noteOf(row, one),
    isGood: row.state === 'on' && one.state === 'running',
    isUsed: one.port === usedPort,
  }));
  const isGood = row.state === 'on';
  const note = traffic(`machine.${row.state}`);
  return <Vessel name={row.name} note={note} isGood={isGood} items={items} acts={canAct ? machineDeeds(row) : []} />;
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
  const ready = row.machine === 'on' ? 'Ready' : traffic('machine.off');
  const note = row.ready === 'True' ? ready : row.machine === 'off' ? traffic('nodeOff') : 'NotReady';
  return <Vessel name={row.name} note={note} isGood={row.ready === 'True' && row.machine === 'on'} items={items} />;
}

const portOf = (url: string) => Number(/:(\d+)/.exec(url.replace(/^(https?|udp):/, ''))?.[1] ?? 80);

/** The person in front of a client turns to another address by hand. */
function Switches({ client }: Pick<Way, 'client'>) {
  const others = [client.to, ...(client.spec.backups ?? [])].filter((to) => to !== client.now);
  if (others.length === 0) return null;
  return (
    <div className="w-acts">
      {others.map((to) => {
        const host = hostOf(to);
        const sentence = deeds('switched', { client: client.name, host });
        return (
          <Button key={to} small icon="link" onClick={() => void support({ switch: client.name, to }, sentence)}>
            {deeds('switchTo', { host })}
          </Button>
        );
      })}
    </div>
  );
}

interface WayColumnProps {
  readonly way: Way;
  readonly seconds: ClientTraffic['seconds'];
  readonly nowMs: number;
  readonly canAct: boolean;
}

function WayColumn({ way, seconds, nowMs, canAct }: WayColumnProps) {
  const { client, machines, lost } = way;
  const share = client.sent === 0 ? 0 : (100 * lost) / client.sent;
  const repair = repairOf(way, mirror.nodes.values(), nowMs);
  const to = { rate: client.rps, host: hostOf(client.to) };
  return (
    <section className="w-way" aria-label={client.name} data-way={client.name}>
      <h3>{client.name}</h3>
      <p className="muted">
        {client.now === client.to
          ? traffic('wayRate', to)
          : traffic('waySwitched', { ...to, other: hostOf(client.now) })}
      </p>
      <p className="w-lost">
        <strong className={lost > 0 ? 'num alarm' : 'num'}>{numberText(lost)}</strong>
        <span>{traffic('lostOf', { sent: client.sent, percent: numberText(share, share < 10 ? 1 : 0) })}</span>
      </p>
      <p className="num">
        {traffic('outOfOrder', {
          whole: spanText(client.outageSeconds * 1000),
          part: spanText(client.degradedSeconds * 1000),
        })}
      </p>
      <TrafficBars nowSecond={Math.floor(nowMs / 1000)} seconds={seconds} />
      <p className={repair.isCalm ? 'w-repair' : 'w-repair busy'} data-repair>
        {repair.text}
      </p>
      {canAct && <Switches client={client} />}
      <ul className="w-vessels">
        {machines.map((row) => (
          <Machine
            key={row.name}
            row={row}
            usedPort={hostOf(client.now) === row.name ? portOf(client.now) : null}
            canAct={canAct}
          />
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
  /** Whether things can be done. */
  readonly canAct: boolean;
}

/** The same app run in several ways, side by side: the same clock, what each has lost, and who repairs it. */
export function Ways({ ways, clients, nowMs, canAct }: WaysProps) {
  return (
    <div className="t-ways" data-testid="ways">
      <p className="hidden-text">{traffic('atTime', { time: shortTime(nowMs) })}</p>
      {ways.map((way) => (
        <WayColumn
          key={way.client.name}
          way={way}
          seconds={clients.find(({ row }) => row === way.client)?.seconds ?? []}
          nowMs={nowMs}
          canAct={canAct}
        />
      ))}
    </div>
  );
}
