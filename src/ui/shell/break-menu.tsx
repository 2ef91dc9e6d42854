import { useState } from 'react';
import type { FaultName } from '../../api/scenario.ts';
import type { NodeRow } from '../../protocol/view.ts';
import { Icon, type IconName } from '../../widgets/icon.tsx';
import { mirror, useCluster } from '../store/cluster-store.ts';
import { fault, kubectl } from '../store/commands.ts';
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
    cordon,
  ];
}

/** The components, and what one sees when they are gone. */
const components = [
  ['kube-scheduler', 'New Pods stay Pending.'],
  ['kube-controller-manager', 'Lost Pods are not replaced.'],
  ['cloud-controller-manager', 'No effect: no cloud yet.'],
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
  const names = mirror.nodeNames();
  const selected =
    selection?.kind === 'Node'
      ? selection.name
      : selection?.kind === 'Pod'
        ? mirror.findPod(selection.namespace, selection.name)?.node
        : undefined;
  const [chosen, setChosen] = useState(selected ?? names[0] ?? '');
  const node = mirror.nodes.get(chosen);
  return (
    <fieldset>
      <legend>
        <label htmlFor="break-node">A node</label>
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
      </select>
      {node !== undefined && deedsFor(node).map((deed) => <DeedButton key={deed.label} deed={deed} onDone={onDone} />)}
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
