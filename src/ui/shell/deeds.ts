import type { FaultName } from '../../api/scenario.ts';
import type { NodeRow } from '../../protocol/view.ts';
import type { IconName } from '../../widgets/icon.tsx';
import { type FaultDetails, fault, kubectl } from '../store/commands.ts';

/** Something that can be broken, or mended again. */
export interface Deed {
  readonly label: string;
  readonly icon: IconName;
  readonly effect: string;
  run(): void;
}

function faultDeed(label: string, icon: IconName, effect: string, name: FaultName, target: string): Deed {
  return { label, icon, effect, run: () => void fault(name, target, `${label} ${target}`) };
}

/** How long what has no button to end it goes on, in virtual ms. */
const minute = 60_000;

function forAMinute(label: string, effect: string, name: FaultName, target: string, details: FaultDetails): Deed {
  const sentence = `${label} on ${details.node ?? target} for a minute`;
  const run = () => void fault(name, target, sentence, { ...details, durationMs: minute });
  return { label, icon: 'minus', effect: `${effect} Heals after a minute.`, run };
}

const linkDeeds = (name: string): readonly Deed[] => [
  forAMinute('Slow network', 'Each message takes 200 ms longer.', 'network-delay', name, {
    latencyMs: 200,
    jitterMs: 50,
  }),
  forAMinute('Lossy network', 'Every fifth segment is lost.', 'network-loss', name, { percent: 20 }),
];

/** A machine of the control plane that is no node: what became of its links is not known here, so both ways are offered. */
export function memberDeeds(name: string, isOff: boolean): readonly Deed[] {
  if (isOff) return [faultDeed('Restart', 'restart', 'The machine comes back with its disk.', 'node-restart', name)];
  return [
    faultDeed('Cut off', 'cut', 'Runs on, but reaches nobody.', 'node-partition', name),
    faultDeed('Heal', 'link', 'The network reaches it.', 'node-heal', name),
    faultDeed('Crash', 'power', 'Power off: its etcd member and API server stop.', 'node-crash', name),
    faultDeed('Restart', 'restart', 'Off and on again.', 'node-restart', name),
    ...linkDeeds(name),
  ];
}

/** What can be done to a node and its machine. */
export function deedsFor(node: NodeRow): readonly Deed[] {
  const { name, machine } = node;
  const cordon = node.unschedulable
    ? {
        label: 'Uncordon',
        icon: 'cordon' as const,
        effect: 'The scheduler may use it again.',
        run: () => void kubectl(`uncordon ${name}`),
      }
    : {
        label: 'Cordon',
        icon: 'cordon' as const,
        effect: 'No new Pods; those there stay.',
        run: () => void kubectl(`cordon ${name}`),
      };
  if (machine === 'off')
    return [
      faultDeed('Restart', 'restart', 'The machine comes back and its kubelet starts.', 'node-restart', name),
      cordon,
    ];
  return [
    machine === 'cut'
      ? faultDeed('Heal', 'link', 'The network reaches it again.', 'node-heal', name)
      : faultDeed('Cut off', 'cut', 'Runs on, but reaches nobody.', 'node-partition', name),
    machine === 'kubelet-stopped'
      ? faultDeed('Start kubelet', 'play', 'It reports again.', 'kubelet-start', name)
      : faultDeed('Stop kubelet', 'minus', 'Containers run on; nobody reports.', 'kubelet-stop', name),
    faultDeed('Crash', 'power', 'Power off: everything on it stops at once.', 'node-crash', name),
    faultDeed('Restart', 'restart', 'Off and on again.', 'node-restart', name),
    ...linkDeeds(name),
    forAMinute('Stop kube-proxy', 'Its rules stay as they are.', 'component-stop', 'kube-proxy', { node: name }),
    cordon,
  ];
}

/** The components, and what one sees when they are gone. */
export const components = [
  ['kube-scheduler', 'New Pods stay Pending.'],
  ['kube-controller-manager', 'Lost Pods are not replaced.'],
  ['cloud-controller-manager', 'New load balancers get no address.'],
  ['kube-apiserver', 'Pods run on; nobody answers.'],
  ['etcd', 'Nothing can be read or stored.'],
  ['coredns', 'Names are not resolved.'],
] as const;

/** Stops a component, or starts it again. */
export function componentDeed(name: string, effect: string, isStopped: boolean): Deed {
  const [label, icon, said, deed] = isStopped
    ? ([`Start ${name}`, 'play', 'Does not run.', 'component-start'] as const)
    : ([`Stop ${name}`, 'minus', effect, 'component-stop'] as const);
  return { label, icon, effect: said, run: () => void fault(deed, name, label) };
}
