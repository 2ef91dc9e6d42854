import type { Container, ContainerState, ContainerStatus, Pod } from '../../api/k8s/core-v1.gen.ts';
import { milliValue } from '../../base/quantity.ts';
import { ContainersSlab, type SlabPart } from '../../widgets/containers-slab.tsx';
import { Facts } from '../../widgets/facts.tsx';
import type { KindBodyProps, KindContext } from '../../widgets/kind-view.ts';
import { Section } from '../../widgets/section.tsx';

/** What a container is in the slab of its Pod. */
function partOf({ name, resources }: Container, status: ContainerStatus | undefined): SlabPart {
  const { running, waiting, terminated } = status?.state ?? {};
  const milli = milliValue(resources?.requests?.['cpu'] ?? '0');
  if (running !== undefined) {
    const isReady = status?.ready === true;
    return { name, milli, look: isReady ? 'ready' : 'running', note: isReady ? 'ready' : 'not ready' };
  }
  if (terminated !== undefined) {
    const isDone = terminated.exitCode === 0;
    return {
      name,
      milli,
      look: isDone ? 'done' : 'wrong',
      note: terminated.reason ?? `exit code ${terminated.exitCode}`,
    };
  }
  const reason = waiting?.reason ?? 'waiting';
  return { name, milli, look: /BackOff|Err|Error/.test(reason) ? 'wrong' : 'waiting', note: reason };
}

function stateText(state: ContainerState | undefined, context: KindContext): string {
  if (state?.running !== undefined) return `running since ${context.clock(state.running.startedAt)}`;
  if (state?.terminated !== undefined)
    return `${state.terminated.reason ?? 'terminated'}, exit code ${state.terminated.exitCode}`;
  return state?.waiting?.reason ?? 'waiting';
}

const list = (amounts: Readonly<Record<string, string>> | undefined) =>
  Object.entries(amounts ?? {})
    .map(([name, amount]) => `${name} ${amount}`)
    .join(', ');

/** The containers of a Pod: as they divide its slab, then one by one. */
export function Containers({ object: pod, context }: KindBodyProps<Pod>) {
  const statuses = new Map(
    [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])].map((status) => [
      status.name,
      status,
    ]),
  );
  const all = [
    ...(pod.spec?.initContainers ?? []).map((container) => ({ container, role: ' (init)' })),
    ...(pod.spec?.containers ?? []).map((container) => ({ container, role: '' })),
  ];
  const sections = all.map(({ container, role }) => {
    const status = statuses.get(container.name);
    const last = status?.lastState?.terminated;
    return (
      <Section key={container.name} title={`Container ${container.name}${role}`}>
        <Facts
          facts={[
            { term: 'State', value: stateText(status?.state, context) },
            { term: 'Image', value: <span className="mono">{container.image}</span> },
            {
              term: 'Restarts',
              value: status === undefined || status.restartCount === 0 ? '' : String(status.restartCount),
            },
            {
              term: 'Last state',
              value: last === undefined ? '' : `${last.reason ?? 'terminated'}, exit code ${last.exitCode}`,
            },
            { term: 'Requests', value: list(container.resources?.requests) || 'none' },
            { term: 'Limits', value: list(container.resources?.limits) },
          ]}
        />
      </Section>
    );
  });
  const parts = (pod.spec?.containers ?? []).map((container) => partOf(container, statuses.get(container.name)));
  return (
    <>
      {parts.length > 1 && (
        <Section title={`${parts.length} containers`}>
          <ContainersSlab parts={parts} />
        </Section>
      )}
      {sections}
    </>
  );
}
