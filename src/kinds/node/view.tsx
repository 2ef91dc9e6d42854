import type { Node } from '../../api/k8s/core-v1.gen.ts';
import { Facts } from '../../widgets/facts.tsx';
import type { KindAction, KindBodyProps, KindContext, KindView, Saying, Timer } from '../../widgets/kind-view.ts';
import { Labels } from '../../widgets/labels.tsx';
import { Section } from '../../widgets/section.tsx';

const nameOf = (node: Node) => node.metadata.name ?? '';
const readyOf = (node: Node) => node.status?.conditions?.find((condition) => condition.type === 'Ready');

const machineWords = {
  on: '',
  off: 'Its machine has no power.',
  cut: 'Its machine runs, but reaches nobody.',
  'kubelet-stopped': 'Its kubelet has been stopped; containers run on.',
} as const;

function sayNode(node: Node, context: KindContext): Saying {
  const ready = readyOf(node);
  const machine = machineWords[context.machineOf(nameOf(node))];
  if (ready?.status === 'True') {
    const cordoned = node.spec?.unschedulable === true;
    if (machine !== '') {
      return {
        title: 'Ready, as far as the control plane knows',
        wrong: true,
        text: `${machine} The control plane has not noticed: it waits 50 s for the next heartbeat before it calls the node unreachable.`,
      };
    }
    return cordoned
      ? { title: 'Ready, cordoned', text: 'Its Pods run on, but the scheduler puts no new ones here.' }
      : { title: 'Ready', text: 'Its kubelet renews its Lease every 10 s, and the scheduler may place Pods here.' };
  }
  const since = context.clock(ready?.lastTransitionTime);
  const why =
    ready?.status === 'Unknown'
      ? 'The kubelet has not renewed its Lease for 50 s, so the control plane no longer knows. After 300 s the Pods that do not tolerate this are evicted.'
      : (ready?.message ?? '');
  return { title: `NotReady since ${since}`, wrong: true, text: `${machine} ${why}`.trim() };
}

function nodeActions(node: Node, context: KindContext): KindAction[] {
  const name = nameOf(node);
  const machine = context.machineOf(name);
  const cordoned = node.spec?.unschedulable === true;
  const actions: KindAction[] = [
    cordoned
      ? { label: 'Uncordon', icon: 'cordon', shortcut: 'c', run: () => context.run(`uncordon ${name}`) }
      : { label: 'Cordon', icon: 'cordon', shortcut: 'c', run: () => context.run(`cordon ${name}`) },
  ];
  const fault = (
    label: string,
    verb: Parameters<KindContext['fault']>[0],
    icon: KindAction['icon'],
    alarming: boolean,
    shortcut?: string,
  ) =>
    actions.push({
      label,
      icon,
      alarming,
      run: () => context.fault(verb, name, `${label} ${name}`),
      ...(shortcut === undefined ? {} : { shortcut }),
    });
  if (machine === 'off') fault('Restart', 'node-restart', 'restart', false);
  else {
    if (machine === 'cut') fault('Heal', 'node-heal', 'link', false, 'x');
    else fault('Cut off', 'node-partition', 'cut', true, 'x');
    if (machine === 'kubelet-stopped') fault('Start kubelet', 'kubelet-start', 'play', false);
    fault('Crash', 'node-crash', 'power', true);
    fault('Restart', 'node-restart', 'restart', true);
  }
  return actions;
}

/** How long a node may be silent before its state is Unknown (node-monitor-grace-period of v1.32). */
const graceMs = 50_000;

function nodeTimers(node: Node, context: KindContext): Timer[] {
  const signs = context.signsOf(nameOf(node));
  if (signs === null || !signs.ready || context.nowMs - signs.heartbeatMs > graceMs + 5_000) return [];
  const fromMs = signs.heartbeatMs;
  const isLate = context.nowMs - fromMs > 15_000;
  const note = isLate
    ? `silent since ${Math.floor((context.nowMs - fromMs) / 1000)} s`
    : 'unless it is heard from again';
  return [{ id: 'grace', label: 'Unknown in', note, fromMs, toMs: fromMs + graceMs, wrong: isLate }];
}

const shown = ['cpu', 'memory', 'pods'];

function Capacity({ object: node }: KindBodyProps<Node>) {
  const { allocatable = {}, capacity = {} } = node.status ?? {};
  const extended = Object.keys(allocatable).filter((name) => !shown.includes(name) && name.includes('/'));
  return (
    <>
      <Section title="Allocatable">
        <Facts
          facts={[...shown, ...extended].map((name) => ({
            term: name,
            value:
              allocatable[name] === capacity[name]
                ? allocatable[name]
                : `${allocatable[name] ?? ''} of ${capacity[name] ?? ''}`,
          }))}
        />
      </Section>
      <Section title="Labels">
        <Labels labels={node.metadata.labels} />
      </Section>
    </>
  );
}

const NodeView: KindView<Node> = {
  kind: 'Node',
  resource: 'nodes',
  namespaced: false,
  say: sayNode,
  facts: (node) => [
    {
      term: 'Internal IP',
      value: (
        <span className="mono">
          {node.status?.addresses?.find((address) => address.type === 'InternalIP')?.address}
        </span>
      ),
    },
    { term: 'Pod CIDR', value: <span className="mono">{node.spec?.podCIDR}</span> },
    {
      term: 'Taints',
      value: (node.spec?.taints ?? []).length > 0 && (
        <span className="labels mono">
          {node.spec?.taints?.map((taint) => (
            <span
              key={taint.key + taint.effect}
            >{`${taint.key}${taint.value === undefined ? '' : `=${taint.value}`}:${taint.effect}`}</span>
          ))}
        </span>
      ),
    },
    { term: 'Kubelet', value: node.status?.nodeInfo?.kubeletVersion },
  ],
  conditions: (node, context) =>
    (node.status?.conditions ?? []).map((condition) => ({
      type: condition.type,
      status: condition.status,
      note: context.clock(condition.lastTransitionTime),
      message: condition.message ?? '',
      badWhenTrue: condition.type !== 'Ready',
    })),
  actions: nodeActions,
  timers: nodeTimers,
  Body: Capacity,
};

export default NodeView;
