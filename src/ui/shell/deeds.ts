import type { Pod } from '../../api/k8s/core-v1.gen.ts';
import type { FaultName } from '../../api/scenario.ts';
import { deeds } from '../../language/en/deeds.ts';
import type { MachineRow, NodeRow } from '../../protocol/view.ts';
import type { IconName } from '../../widgets/icon.tsx';
import { type FaultDetails, fault, kubectl, support } from '../store/commands.ts';

/** Something that can be broken, or mended again. */
export interface Deed {
  readonly label: string;
  readonly icon: IconName;
  readonly effect: string;
  run(): void;
}

function faultDeed(label: string, icon: IconName, effect: string, name: FaultName, target: string): Deed {
  return { label, icon, effect, run: () => void fault(name, target, deeds('on', { deed: label, target })) };
}

/** How long what has no button to end it goes on, in virtual ms. */
const minute = 60_000;

function forAMinute(label: string, effect: string, name: FaultName, target: string, details: FaultDetails): Deed {
  const sentence = deeds('onForMinute', { deed: label, target: details.node ?? target });
  const run = () => void fault(name, target, sentence, { ...details, durationMs: minute });
  return { label, icon: 'minus', effect: `${effect} ${deeds('healsAfterMinute')}`, run };
}

const linkDeeds = (name: string): readonly Deed[] => [
  forAMinute(deeds('slow'), deeds('slowEffect'), 'network-delay', name, {
    latencyMs: 200,
    jitterMs: 50,
  }),
  forAMinute(deeds('lossy'), deeds('lossyEffect'), 'network-loss', name, { percent: 20 }),
];

/** A machine of the control plane that is no node: what became of its links is not known here, so both ways are offered. */
export function memberDeeds(name: string, isOff: boolean): readonly Deed[] {
  if (isOff) return [faultDeed(deeds('restart'), 'restart', deeds('restartFromDisk'), 'node-restart', name)];
  return [
    faultDeed(deeds('cutOff'), 'cut', deeds('cutOffEffect'), 'node-partition', name),
    faultDeed(deeds('heal'), 'link', deeds('healMember'), 'node-heal', name),
    faultDeed(deeds('crash'), 'power', deeds('crashMember'), 'node-crash', name),
    faultDeed(deeds('restart'), 'restart', deeds('offAndOn'), 'node-restart', name),
    ...linkDeeds(name),
  ];
}

function repairDeed(label: string, effect: string, target: string): Deed {
  const run = () => void support({ restart: target }, deeds('byPerson', { deed: label, target }));
  return { label, icon: 'restart', effect, run };
}

/** What can be done to a machine without Kubernetes: to break it, and what the person does who repairs it. */
export function machineDeeds({ name, state, containers }: MachineRow): readonly Deed[] {
  if (state === 'off') return [repairDeed(deeds('repair'), deeds('repairEffect'), name)];
  const ofContainers = containers.map((one) => {
    const target = `${name}/${one.name}`;
    return one.state === 'exited'
      ? repairDeed(deeds('startContainer', { name: one.name }), deeds('startContainerEffect'), target)
      : faultDeed(
          deeds('crashContainer', { name: one.name }),
          'minus',
          deeds('crashContainerEffect'),
          'container-crash',
          target,
        );
  });
  return [
    faultDeed(deeds('crash'), 'power', deeds('crashMachine'), 'machine-crash', name),
    ...(state === 'on' ? ofContainers : []),
  ];
}

/** The cloud has no more machines like a node's for so long that an autoscaler fails twice. */
function shortage(label: string, effect: string, name: FaultName, target: string): Deed {
  const run = () => void fault(name, target, deeds('shortFor', { deed: label, target }), { durationMs: 15 * minute });
  return { label, icon: 'minus', effect, run };
}

/** What can be done in the cloud to a node's machine, and to the group that it belongs to. */
function cloudDeeds({ name, cloud }: NodeRow): readonly Deed[] {
  if (cloud === 'none') return [];
  const gone = faultDeed(deeds('deleteInstance'), 'kill', deeds('deleteInstanceEffect'), 'instance-delete', name);
  if (cloud === 'machine') return [gone];
  return [
    gone,
    shortage(deeds('noCapacity'), deeds('noCapacityEffect'), 'out-of-capacity', name),
    shortage(deeds('noQuota'), deeds('noQuotaEffect'), 'quota-exceeded', name),
  ];
}

/** What can be done to a node and its machine. */
export function deedsFor(node: NodeRow): readonly Deed[] {
  const { name, machine } = node;
  const cordon = node.unschedulable
    ? {
        label: deeds('uncordon'),
        icon: 'cordon' as const,
        effect: deeds('uncordonEffect'),
        run: () => void kubectl(`uncordon ${name}`),
      }
    : {
        label: deeds('cordon'),
        icon: 'cordon' as const,
        effect: deeds('cordonEffect'),
        run: () => void kubectl(`cordon ${name}`),
      };
  const drain: Deed = {
    label: deeds('drain'),
    icon: 'drain',
    effect: deeds('drainEffect'),
    run: () => void kubectl(`drain ${name} --ignore-daemonsets --delete-emptydir-data`),
  };
  if (machine === 'off')
    return [faultDeed(deeds('restart'), 'restart', deeds('restartKubelet'), 'node-restart', name), cordon, drain];
  return [
    machine === 'cut'
      ? faultDeed(deeds('heal'), 'link', deeds('healNode'), 'node-heal', name)
      : faultDeed(deeds('cutOff'), 'cut', deeds('cutOffEffect'), 'node-partition', name),
    machine === 'kubelet-stopped'
      ? faultDeed(deeds('startKubelet'), 'play', deeds('startKubeletEffect'), 'kubelet-start', name)
      : faultDeed(deeds('stopKubelet'), 'minus', deeds('stopKubeletEffect'), 'kubelet-stop', name),
    faultDeed(deeds('crash'), 'power', deeds('crashNode'), 'node-crash', name),
    faultDeed(deeds('restart'), 'restart', deeds('offAndOn'), 'node-restart', name),
    ...linkDeeds(name),
    ...cloudDeeds(node),
    forAMinute(deeds('stopProxy'), deeds('stopProxyEffect'), 'component-stop', 'kube-proxy', { node: name }),
    cordon,
    drain,
  ];
}

/** The components that can be stopped. */
export const components = [
  'kube-scheduler',
  'kube-controller-manager',
  'cloud-controller-manager',
  'kube-apiserver',
  'etcd',
  'coredns',
] as const;

/** Stops a component, or starts it again. */
export function componentDeed(name: (typeof components)[number], isStopped: boolean): Deed {
  const [label, icon, said, deed] = isStopped
    ? ([deeds('start', { name }), 'play', deeds('notRunning'), 'component-start'] as const)
    : ([deeds('stop', { name }), 'minus', deeds(`gone.${name}`), 'component-stop'] as const);
  return { label, icon, effect: said, run: () => void fault(deed, name, label) };
}

/** The main processes that run in a Pod, each of which can be killed. */
export function containerDeeds({ metadata, status }: Pod): readonly Deed[] {
  const running = (status?.containerStatuses ?? []).filter(({ state }) => state?.running !== undefined);
  return running.map(({ name }) =>
    faultDeed(
      deeds('killOne', { name }),
      'kill',
      deeds('killEffect', { pod: metadata.name ?? '' }),
      'container-kill',
      `${metadata.namespace ?? 'default'}/${metadata.name}/${name}`,
    ),
  );
}
