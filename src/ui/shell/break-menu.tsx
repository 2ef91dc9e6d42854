import { useState } from 'react';
import type { Pod } from '../../api/k8s/core-v1.gen.ts';
import { deeds } from '../../language/en/deeds.ts';
import { Icon } from '../../widgets/icon.tsx';
import { mirror, useCluster } from '../store/cluster-store.ts';
import { useFollowed } from '../store/session.ts';
import { useView } from '../store/view-store.ts';
import { componentDeed, components, containerDeeds, type Deed, deedsFor, machineDeeds, memberDeeds } from './deeds.ts';

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
  const beside = [...mirror.machines.values()];
  const machine = mirror.machines.get(chosen);
  const offered = isMember
    ? memberDeeds(chosen, stopped.has(chosen))
    : machine !== undefined
      ? machineDeeds(machine)
      : node === undefined
        ? []
        : deedsFor(node);
  return (
    <fieldset>
      <legend>
        <label htmlFor="break-node">{deeds('machine')}</label>
      </legend>
      <select id="break-node" value={chosen} onChange={(event) => setChosen(event.target.value)}>
        {names.map((name) => {
          const row = mirror.nodes.get(name)!;
          const words = [
            row.ready === 'True' ? '' : 'NotReady',
            row.machine === 'on' ? '' : deeds(`machineState.${row.machine}`),
          ].filter((word) => word !== '');
          return (
            <option key={name} value={name}>
              {words.length === 0 ? name : deeds('nodeIs', { name, state: words.join(', ') })}
            </option>
          );
        })}
        {members.map((name) => (
          <option key={name} value={name}>
            {stopped.has(name) ? deeds('isOff', { name }) : name}
          </option>
        ))}
        {beside.length > 0 && (
          <optgroup label={deeds('besideCluster')}>
            {beside.map(({ name, state }) => (
              <option key={name} value={name}>
                {state === 'off' ? deeds('isOff', { name }) : name}
              </option>
            ))}
          </optgroup>
        )}
      </select>
      {offered.map((deed) => (
        <DeedButton key={deed.label} deed={deed} onDone={onDone} />
      ))}
    </fieldset>
  );
}

function Components({ onDone }: { readonly onDone: () => void }) {
  const stopped = useCluster((state) => state.stopped);
  return (
    <fieldset>
      <legend>{deeds('component')}</legend>
      {components.map((name) => {
        const deed = componentDeed(name, stopped.has(name));
        return <DeedButton key={name} deed={deed} onDone={onDone} />;
      })}
    </fieldset>
  );
}

/** What runs in the Pod that is selected. */
function Containers({ onDone }: { readonly onDone: () => void }) {
  const object = useFollowed((state) => state.object) as Pod | null | undefined;
  if (object?.kind !== 'Pod') return null;
  return containerDeeds(object).map((deed) => <DeedButton key={deed.label} deed={deed} onDone={onDone} />);
}

const pushDeed = (): Deed => ({
  icon: 'plus',
  label: deeds('pushMore'),
  effect: deeds('pushEffect'),
  run: () => {},
});

/** What can be broken, and mended again. */
export function BreakMenu({ onDone }: { readonly onDone: () => void }) {
  return (
    <>
      <Machines onDone={onDone} />
      <div>
        <Components onDone={onDone} />
        <fieldset className="program">
          <legend>{deeds('program')}</legend>
          <Containers onDone={onDone} />
          <DeedButton deed={pushDeed()} onDone={() => useView.setState({ openPanel: 'push' })} />
        </fieldset>
      </div>
    </>
  );
}
