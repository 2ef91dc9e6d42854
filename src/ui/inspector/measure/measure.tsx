import './measure.css';
import { useEffect, useState } from 'react';
import type { KubeObject } from '../../../api/object.ts';
import { measure } from '../../../language/en/measure.ts';
import { numberText } from '../../../language/numbers.ts';
import type { MeasureNews, MeasureQuery } from '../../../protocol/measure.ts';
import { Section } from '../../../widgets/section.tsx';
import { TrafficBars } from '../../../widgets/traffic-bars.tsx';
import { mirror, useCluster } from '../../store/cluster-store.ts';
import { isPodOf } from '../../store/pods-of.ts';
import { onNews, tell } from '../../store/session.ts';
import { type Bound, boundsOf } from './bounds.ts';
import { Sparkline } from './sparkline.tsx';

const mostPods = 200;
const workloads: ReadonlySet<string> = new Set([
  'Deployment',
  'ReplicaSet',
  'ReplicationController',
  'StatefulSet',
  'DaemonSet',
  'Job',
  'CronJob',
]);

/** What is measured of an object; undefined for kinds that neither use nor serve anything. */
function queryOf(kind: string, namespace: string, name: string): MeasureQuery | undefined {
  const none = { pods: [], node: '', service: '' };
  const key = `${namespace}/${name}`;
  if (kind === 'Node') return { ...none, node: name };
  if (kind === 'Pod') return { ...none, pods: [key] };
  if (kind === 'Service') {
    const pods = mirror.services.get(key)?.pods ?? [];
    return { ...none, pods: pods.slice(0, mostPods).map((pod) => `${namespace}/${pod}`), service: key };
  }
  if (!workloads.has(kind)) return undefined;
  const pods: string[] = [];
  for (const pod of mirror.pods.values()) {
    if (!isPodOf(pod, { kind, namespace, name })) continue;
    pods.push(`${namespace}/${pod.name}`);
    if (pods.length === mostPods) break;
  }
  return { ...none, pods };
}

/** Asks the worker for what is measured as long as it is shown. */
function useMeasured(query: MeasureQuery | undefined): MeasureNews | undefined {
  const epoch = useCluster((state) => state.epoch);
  const [news, setNews] = useState<MeasureNews>();
  const text = query === undefined ? '' : JSON.stringify(query);
  useEffect(() => onNews((message) => void (message.type === 'measure' && setNews(message.news))), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new run must be asked again
  useEffect(() => {
    tell({ type: 'measure', query: text === '' ? null : (JSON.parse(text) as MeasureQuery) });
    return () => tell({ type: 'measure', query: null });
  }, [text, epoch]);
  return news !== undefined && isSame(news.query, query) ? news : undefined;
}

/** Whether news are of the object that is shown: its Pods may have changed meanwhile. */
function isSame(a: MeasureQuery, b: MeasureQuery | undefined): boolean {
  return b !== undefined && a.node === b.node && a.service === b.service && a.pods.length > 0 === b.pods.length > 0;
}

const cpuText = (milli: number) => (milli < 1000 ? `${numberText(milli)}m` : numberText(milli / 1000, 2));

function memoryText(bytes: number): string {
  const mebi = bytes / 1_048_576;
  return mebi < 1024 ? `${numberText(mebi)} Mi` : `${numberText(mebi / 1024, 1)} Gi`;
}

interface UseProps {
  readonly name: string;
  readonly label: (now: string) => string;
  readonly values: readonly { readonly second: number; readonly value: number }[];
  readonly bound: Bound | undefined;
  readonly text: (value: number) => string;
  readonly nowSecond: number;
}

function Use({ name, label, values, bound, text, nowSecond }: UseProps) {
  const last = values.at(-1)?.value ?? 0;
  const isNear = bound !== undefined && last >= bound.value * 0.9;
  return (
    <div className="mrow">
      <span className="mname">
        {name}
        {bound !== undefined && <em>{`, ${measure(`bound.${bound.is}`, { most: text(bound.value) })}`}</em>}
      </span>
      <span className={isNear ? 'mnow near' : 'mnow'}>{text(last)}</span>
      <Sparkline label={label(text(last))} nowSecond={nowSecond} values={values} bound={bound?.value} />
    </div>
  );
}

function Requests({ requests, nowSecond }: Pick<MeasureNews, 'requests'> & { readonly nowSecond: number }) {
  const recent = requests.filter(({ second }) => second >= nowSecond - 10 && second < nowSecond);
  const rate = numberText(recent.reduce((sum, { ok, lost }) => sum + ok + lost, 0) / 10, 1);
  const lost = requests.reduce((sum, one) => sum + one.lost, 0);
  return (
    <div className="mrow">
      <span className="mname">{measure('requests')}</span>
      <span className={lost > 0 ? 'mnow near' : 'mnow'}>
        {lost > 0 ? measure('perSecondLost', { rate, lost }) : measure('perSecond', { rate })}
      </span>
      <TrafficBars nowSecond={nowSecond} seconds={requests} />
    </div>
  );
}

interface MeasureProps {
  readonly kind: string;
  readonly object: KubeObject;
}

/** Small charts of what an object uses, against its limits, and of the requests that come to it. */
export function Measure({ kind, object }: MeasureProps) {
  const nowSecond = useCluster((state) => Math.floor(state.nowMs / 1000));
  useCluster((state) => state.pods);
  const { namespace = '', name = '' } = object.metadata;
  const query = queryOf(kind, namespace, name);
  const news = useMeasured(query);
  if (query === undefined) return null;
  const usage = news?.usage ?? [];
  const requests = news?.requests ?? [];
  if (usage.length === 0 && requests.length === 0) return null;
  const bounds = kind === 'Service' ? undefined : boundsOf(object, kind, Math.max(1, query.pods.length));
  return (
    <Section title={measure(requests.length > 0 ? 'useAndRequests' : 'use')}>
      <div className="measure">
        {usage.length > 0 && (
          <>
            <Use
              name={measure('cpu')}
              label={(now) => measure('cpuLabel', { now })}
              values={usage.map(({ second, cpuMilli }) => ({ second, value: cpuMilli }))}
              bound={bounds?.cpu}
              text={cpuText}
              nowSecond={nowSecond}
            />
            <Use
              name={measure('memory')}
              label={(now) => measure('memoryLabel', { now })}
              values={usage.map(({ second, memoryBytes }) => ({ second, value: memoryBytes }))}
              bound={bounds?.memory}
              text={memoryText}
              nowSecond={nowSecond}
            />
          </>
        )}
        {requests.length > 0 && <Requests requests={requests} nowSecond={nowSecond} />}
      </div>
    </Section>
  );
}
