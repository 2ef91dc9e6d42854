import { author } from '../../language/en/author.ts';
import type { Selection } from '../store/view-store.ts';
import type { NewGoal } from './edits.ts';

interface Container {
  readonly name?: string;
  readonly image?: string;
}

/** So much of an object as goals are proposed of. */
interface Shown {
  readonly spec?: {
    readonly replicas?: number;
    readonly unschedulable?: boolean;
    readonly nodeName?: string;
    readonly containers?: readonly Container[];
    readonly template?: { readonly spec?: { readonly containers?: readonly Container[] } };
  };
  readonly status?: { readonly readyReplicas?: number; readonly phase?: string; readonly succeeded?: number };
  readonly data?: Readonly<Record<string, string>>;
}

const quote = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

/** An object as expressions name it. */
function referTo({ kind, namespace, name }: Selection): string {
  const full = namespace === '' || namespace === 'default' ? name : `${namespace}/${name}`;
  return `${quote(kind.toLowerCase())}, ${quote(full)}`;
}

const check = (goal: Omit<NewGoal, 'mode' | 'values' | 'unmet'> & Partial<NewGoal>): NewGoal => ({
  mode: 'check',
  values: {},
  unmet: '',
  ...goal,
});

/** Goals that an object suggests as it is now, and some that it may come to. @param endpoints of a Service, how many it has */
export function proposeGoals(at: Selection, object: unknown, endpoints: number): readonly NewGoal[] {
  const shown = (object ?? {}) as Shown;
  const ref = referTo(at);
  const { kind, name } = at;
  const there = [
    check({ id: 'there', expression: `exists(${ref})`, text: author('goal.there', { kind, name }) }),
    check({ id: 'gone', expression: `!exists(${ref})`, text: author('goal.gone', { kind, name }) }),
  ];
  const service = kind === 'Service' ? ofService(at, endpoints) : [];
  return [...service, ...ofKind(at, ref, shown), ...ofImages(at, ref, shown), ...there];
}

function ofKind(at: Selection, ref: string, shown: Shown): readonly NewGoal[] {
  switch (at.kind) {
    case 'Deployment':
    case 'StatefulSet':
    case 'ReplicaSet':
    case 'ReplicationController':
      return ofReplicas(at, ref, shown);
    case 'Pod':
      return ofPod(at, ref, shown);
    case 'Node':
      return ofNode(at, ref);
    case 'ConfigMap':
      return ofData(at, ref, shown);
    case 'PersistentVolumeClaim':
    case 'PersistentVolume':
    case 'Namespace':
      return ofPhase(at, ref, shown.status?.phase ?? 'Bound');
    case 'DaemonSet':
      return [
        check({
          id: 'ready',
          expression: `get(${ref}).status.numberReady == get(${ref}).status.desiredNumberScheduled`,
          values: { ready: `get(${ref}).status.numberReady` },
          text: author('goal.everywhere', { name: at.name }),
          unmet: author('unmet.ready'),
        }),
      ];
    case 'Job':
      return [
        check({
          id: 'complete',
          expression: `condition(get(${ref}), 'Complete') == 'True'`,
          text: author('goal.complete', { name: at.name }),
        }),
      ];
    default:
      return [];
  }
}

function ofReplicas({ name }: Selection, ref: string, { spec, status }: Shown): readonly NewGoal[] {
  const ready = status?.readyReplicas ?? spec?.replicas ?? 1;
  const wanted = spec?.replicas ?? 1;
  return [
    check({
      id: 'ready',
      expression: `get(${ref}).status.?readyReplicas.orValue(0) == ${ready}`,
      values: { ready: `get(${ref}).status.?readyReplicas.orValue(0)` },
      text: author('goal.ready', { name, count: ready }),
      unmet: author('unmet.ready'),
    }),
    check({
      id: 'replicas',
      expression: `get(${ref}).spec.replicas == ${wanted}`,
      values: { wanted: `get(${ref}).spec.replicas` },
      text: author('goal.replicas', { name, count: wanted }),
      unmet: author('unmet.replicas'),
    }),
  ];
}

function ofPod({ name }: Selection, ref: string, { spec, status }: Shown): readonly NewGoal[] {
  const node = spec?.nodeName;
  return [
    check({
      id: 'ready',
      expression: `ready(get(${ref}))`,
      values: { phase: `get(${ref}).status.phase` },
      text: author('goal.podReady', { name }),
      unmet: author('unmet.phase'),
    }),
    ...(node === undefined
      ? []
      : [
          check({
            id: 'node',
            expression: `get(${ref}).spec.?nodeName.orValue('') == ${quote(node)}`,
            values: { node: `get(${ref}).spec.?nodeName.orValue('–')` },
            text: author('goal.onNode', { name, node }),
            unmet: author('unmet.node'),
          }),
        ]),
    ...(status?.phase === undefined ? [] : ofPhase({ kind: 'Pod', namespace: '', name }, ref, status.phase)),
  ];
}

function ofPhase({ kind, name }: Selection, ref: string, phase: string): readonly NewGoal[] {
  return [
    check({
      id: 'phase',
      expression: `get(${ref}).status.phase == ${quote(phase)}`,
      values: { phase: `get(${ref}).status.phase` },
      text: author('goal.phase', { kind, name, phase }),
      unmet: author('unmet.phase'),
    }),
  ];
}

function ofNode({ name }: Selection, ref: string): readonly NewGoal[] {
  const cordoned = `get(${ref}).spec.?unschedulable.orValue(false)`;
  const pods = `list('pods', '', '').filter(p, has(p.spec.nodeName) && p.spec.nodeName == ${quote(name)} && !(has(p.metadata.ownerReferences) && p.metadata.ownerReferences.exists(o, o.kind in ['DaemonSet', 'Node'])))`;
  return [
    check({ id: 'node-ready', expression: `ready(get(${ref}))`, text: author('goal.nodeReady', { name }) }),
    check({ id: 'cordoned', expression: cordoned, text: author('goal.cordoned', { name }) }),
    check({ id: 'uncordoned', expression: `!(${cordoned})`, text: author('goal.uncordoned', { name }) }),
    check({
      id: 'drained',
      expression: `size(${pods}) == 0`,
      values: { left: `size(${pods})` },
      text: author('goal.drained', { name }),
      unmet: author('unmet.left'),
    }),
  ];
}

/** How expressions ask for the number of a Service's endpoints. */
export function endpointsOf({ namespace, name }: Selection): string {
  return `endpoints(${quote(namespace === 'default' ? name : `${namespace}/${name}`)})`;
}

function ofService(at: Selection, count: number): readonly NewGoal[] {
  const { name } = at;
  const now = endpointsOf(at);
  const goal = (id: string, expression: string, text: string) =>
    check({
      id,
      expression,
      text,
      values: { ready: now },
      unmet: author('unmet.endpoints'),
    });
  return [
    goal('endpoints', `${now} == ${count}`, author('goal.endpoints', { name, count })),
    goal('reached', `${now} >= 1`, author('goal.reached', { name })),
  ];
}

/** Keys of a ConfigMap beyond which nobody wants a goal for each. */
const MOST_KEYS = 6;

function ofData({ name }: Selection, ref: string, { data = {} }: Shown): readonly NewGoal[] {
  return Object.entries(data)
    .filter(([, value]) => value.length <= 80 && !value.includes('\n'))
    .slice(0, MOST_KEYS)
    .map(([key, value]) =>
      check({
        id: 'value',
        expression: `get(${ref}).data[${quote(key)}] == ${quote(value)}`,
        values: { value: `get(${ref}).data[${quote(key)}]` },
        text: author('goal.data', { name, key, value }),
        unmet: author('unmet.value'),
      }),
    );
}

function ofImages({ name }: Selection, ref: string, { spec }: Shown): readonly NewGoal[] {
  const isTemplate = spec?.template !== undefined;
  const path = isTemplate ? 'spec.template.spec.containers' : 'spec.containers';
  const containers = (isTemplate ? spec?.template?.spec?.containers : spec?.containers) ?? [];
  return containers.map(({ image = '' }, index) =>
    check({
      id: 'image',
      expression: `get(${ref}).${path}[${index}].image == ${quote(image)}`,
      values: { image: `get(${ref}).${path}[${index}].image` },
      text: author('goal.image', { name, image }),
      unmet: author('unmet.image'),
    }),
  );
}

/** Goals of a client: that all is answered, or enough of it. */
export function proposeTraffic(name: string): readonly NewGoal[] {
  const counts = `traffic(${quote(name)})`;
  return [
    {
      id: 'no-loss',
      mode: 'never',
      expression: `${counts}.lost > 0`,
      values: { lost: `${counts}.lost` },
      text: author('goal.noLoss', { name }),
      unmet: '',
    },
    check({
      id: 'answered',
      expression: `${counts}.ok >= 100`,
      values: { ok: `${counts}.ok` },
      text: author('goal.answered', { name }),
      unmet: author('unmet.answered'),
    }),
  ];
}
