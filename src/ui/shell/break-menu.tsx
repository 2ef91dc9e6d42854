import { useState } from 'react';
import type { FaultName } from '../../api/scenario.ts';
import type { NodeRow } from '../../protocol/view.ts';
import { Icon, type IconName } from '../../widgets/icon.tsx';
import { mirror, useCluster } from '../store/cluster-store.ts';
import { type FaultDetails, fault, kubectl } from '../store/commands.ts';
import { useView } from '../store/view-store.ts';

interface Deed {
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
function memberDeeds(name: string, isOff: boolean): readonly Deed[] {
  if (isOff) return [faultDeed('Restart', 'restart', 'The machine comes back with its disk.', 'node-restart', name)];
  return [
    faultDeed('Cut off', 'cut', 'Runs on, but reaches nobody.', 'node-partition', name),
    faultDeed('Heal', 'link', 'The network reaches it.', 'node-heal', name),
    faultDeed('Crash', 'power', 'Power off: its etcd member and API server stop.', 'node-crash', name),
    faultDeed('Restart', 'restart', 'Off and on again.', 'node-restart', name),
    ...linkDeeds(name),
  ];
}

function deedsFor(node: NodeRow): readonly Deed[] {
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
const components = [
  ['kube-scheduler', 'New Pods stay Pending.'],
  ['kube-controller-manager', 'Lost Pods are not replaced.'],
  ['cloud-controller-manager', 'New load balancers get no address.'],
  ['kube-apiserver', 'Pods run on; nobody answers.'],
  ['etcd', 'Nothing can be read or stored.'],
  ['coredns', 'Names are not resolved.'],
] as const;

function DeedButton({ deed, onDone }: { readonly deed: Deed; readonly onDone: () => void }) {
  return (
    <button
      type="button"
      className="deed"
      onClick={() => {
        deed.run();
        onDone();
      }}
    >
      <Icon name={deed.icon} size={14} />
      <b>{deed.label}</b>
      <span>{deed.effect}</span>
    </button>
  );
}

function Machines({ onDone }: { readonly onDone: () => void }) {
  useCluster((state) => state.nodes);
  const selection = useView((state) => state.selection);
  const members = useCluster((state) => state.members).filter((name) => !mirror.nodes.has(name));
  const stopped = useCluster((state) => state.stopped);
  const names = mirror.nodeNames();
  const selected =
    selection?.kind === 'Node'
      ? selection.name
      : selection?.kind === 'Pod'
        ? mirror.findPod(selection.namespace, selection.name)?.node
        : undefined;
  const [chosen, setChosen] = useState(selected ?? names[0] ?? '');
  const node = mirror.nodes.get(chosen);
  const isMember = members.includes(chosen);
  const deeds = isMember ? memberDeeds(chosen, stopped.has(chosen)) : node === undefined ? [] : deedsFor(node);
  return (
    <fieldset>
      <legend>
        <label htmlFor="break-node">A machine</label>
      </legend>
      <select id="break-node" value={chosen} onChange={(event) => setChosen(event.target.value)}>
        {names.map((name) => {
          const row = mirror.nodes.get(name)!;
          const words = [
            row.ready === 'True' ? '' : 'NotReady',
            row.machine === 'on' ? '' : row.machine.replace('-', ' '),
          ].filter((word) => word !== '');
          return (
            <option key={name} value={name}>
              {words.length === 0 ? name : `${name} (${words.join(', ')})`}
            </option>
          );
        })}
        {members.map((name) => (
          <option key={name} value={name}>
            {stopped.has(name) ? `${name} (off)` : name}
          </option>
        ))}
      </select>
      {deeds.map((deed) => (
        <DeedButton key={deed.label} deed={deed} onDone={onDone} />
      ))}
    </fieldset>
  );
}

function Components({ onDone }: { readonly onDone: () => void }) {
  const stopped = useCluster((state) => state.stopped);
  return (
    <fieldset>
      <legend>A component</legend>
      {components.map(([name, effect]) => {
        const off = stopped.has(name);
        const deed = off
          ? {
              label: `Start ${name}`,
              icon: 'play' as const,
              effect: 'Does not run.',
              run: () => void fault('component-start', name, `Start ${name}`),
            }
          : {
              label: `Stop ${name}`,
              icon: 'minus' as const,
              effect,
              run: () => void fault('component-stop', name, `Stop ${name}`),
            };
        return <DeedButton key={name} deed={deed} onDone={onDone} />;
      })}
    </fieldset>
  );
}

/** What can be broken, and mended again. */
export function BreakMenu({ onDone }: { readonly onDone: () => void }) {
  return (
    <>
      <Machines onDone={onDone} />
      <Components onDone={onDone} />
    </>
  );
}
