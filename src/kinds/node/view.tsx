import type { Node } from '../../api/k8s/core-v1.gen.ts';
import { deeds } from '../../language/en/deeds.ts';
import { pods } from '../../language/en/pods.ts';
import { terms } from '../../language/en/terms.ts';
import { Facts } from '../../widgets/facts.tsx';
import type { KindAction, KindBodyProps, KindContext, KindView, Saying, Timer } from '../../widgets/kind-view.ts';
import { Labels } from '../../widgets/labels.tsx';
import { Section } from '../../widgets/section.tsx';

const nameOf = (node: Node) => node.metadata.name ?? '';
const readyOf = (node: Node) => node.status?.conditions?.find((condition) => condition.type === 'Ready');

const machineText = (machine: ReturnType<KindContext['machineOf']>): string =>
  machine === 'on' ? '' : pods(`machine.${machine}`);

function sayNode(node: Node, context: KindContext): Saying {
  const ready = readyOf(node);
  const machine = machineText(context.machineOf(nameOf(node)));
  if (ready?.status === 'True') {
    const cordoned = node.spec?.unschedulable === true;
    if (machine !== '') {
      return {
        title: pods('nodeBelieved'),
        wrong: true,
        text: pods('nodeBelievedSays', { machine }),
      };
    }
    return cordoned
      ? { title: pods('nodeCordoned'), text: pods('nodeCordonedSays') }
      : { title: pods('nodeReady'), text: pods('nodeReadySays') };
  }
  const since = context.clock(ready?.lastTransitionTime);
  const why = ready?.status === 'Unknown' ? pods('nodeUnknown') : (ready?.message ?? '');
  return { title: pods('nodeNotReady', { time: since }), wrong: true, text: `${machine} ${why}`.trim() };
}

/** What is usual: DaemonSets would put their Pods back, and the page has no emptyDir that anyone would miss. */
const drainLine = (name: string) => `drain ${name} --ignore-daemonsets --delete-emptydir-data`;

function nodeActions(node: Node, context: KindContext): KindAction[] {
  const name = nameOf(node);
  const machine = context.machineOf(name);
  const cordoned = node.spec?.unschedulable === true;
  const actions: KindAction[] = [
    cordoned
      ? { label: deeds('uncordon'), icon: 'cordon', shortcut: 'c', run: () => context.run(`uncordon ${name}`) }
      : { label: deeds('cordon'), icon: 'cordon', shortcut: 'c', run: () => context.run(`cordon ${name}`) },
    { label: deeds('drain'), icon: 'drain', run: () => context.run(drainLine(name)) },
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
      run: () => context.fault(verb, name, deeds('on', { deed: label, target: name })),
      ...(shortcut === undefined ? {} : { shortcut }),
    });
  if (machine === 'off') fault(deeds('restart'), 'node-restart', 'restart', false);
  else {
    if (machine === 'cut') fault(deeds('heal'), 'node-heal', 'link', false, 'x');
    else fault(deeds('cutOff'), 'node-partition', 'cut', true, 'x');
    if (machine === 'kubelet-stopped') fault(deeds('startKubelet'), 'kubelet-start', 'play', false);
    fault(deeds('crash'), 'node-crash', 'power', true);
    fault(deeds('restart'), 'node-restart', 'restart', true);
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
    ? pods('silentSince', { seconds: Math.floor((context.nowMs - fromMs) / 1000) })
    : pods('unlessHeard');
  return [{ id: 'grace', label: pods('unknownIn'), note, fromMs, toMs: fromMs + graceMs, wrong: isLate }];
}

const shown = ['cpu', 'memory', 'pods'];

function Capacity({ object: node }: KindBodyProps<Node>) {
  const { allocatable = {}, capacity = {} } = node.status ?? {};
  const extended = Object.keys(allocatable).filter((name) => !shown.includes(name) && name.includes('/'));
  return (
    <>
      <Section title={terms('Allocatable')}>
        <Facts
          facts={[...shown, ...extended].map((name) => ({
            term: name,
            value:
              allocatable[name] === capacity[name]
                ? allocatable[name]
                : pods('amountOf', { amount: allocatable[name] ?? '', capacity: capacity[name] ?? '' }),
          }))}
        />
      </Section>
      <Section title={terms('Labels')}>
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
      term: terms('InternalIP'),
      value: (
        <span className="mono">
          {node.status?.addresses?.find((address) => address.type === 'InternalIP')?.address}
        </span>
      ),
    },
    { term: terms('PodCIDR'), value: <span className="mono">{node.spec?.podCIDR}</span> },
    {
      term: terms('Taints'),
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
    { term: terms('Kubelet'), value: node.status?.nodeInfo?.kubeletVersion },
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
