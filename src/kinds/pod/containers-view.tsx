import type { Container, ContainerState, ContainerStatus, Pod } from '../../api/k8s/core-v1.gen.ts';
import { milliValue } from '../../base/quantity.ts';
import { pods } from '../../language/en/pods.ts';
import { terms } from '../../language/en/terms.ts';
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
    return { name, milli, look: isReady ? 'ready' : 'running', note: pods(isReady ? 'look.ready' : 'look.notReady') };
  }
  if (terminated !== undefined) {
    const isDone = terminated.exitCode === 0;
    return {
      name,
      milli,
      look: isDone ? 'done' : 'wrong',
      note: terminated.reason ?? pods('exitCode', { code: terminated.exitCode }),
    };
  }
  const reason = waiting?.reason ?? pods('waiting');
  return { name, milli, look: /BackOff|Err|Error/.test(reason) ? 'wrong' : 'waiting', note: reason };
}

function stateText(state: ContainerState | undefined, context: KindContext): string {
  if (state?.running !== undefined) return pods('runningSince', { time: context.clock(state.running.startedAt) });
  if (state?.terminated !== undefined)
    return pods('reasonAndCode', {
      reason: state.terminated.reason ?? pods('terminated'),
      code: state.terminated.exitCode,
    });
  return state?.waiting?.reason ?? pods('waiting');
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
    ...(pod.spec?.initContainers ?? []).map((container) => ({ container, isInit: true })),
    ...(pod.spec?.containers ?? []).map((container) => ({ container, isInit: false })),
  ];
  const sections = all.map(({ container, isInit }) => {
    const status = statuses.get(container.name);
    const last = status?.lastState?.terminated;
    return (
      <Section key={container.name} title={pods(isInit ? 'containerInit' : 'container', { name: container.name })}>
        <Facts
          facts={[
            { term: terms('State'), value: stateText(status?.state, context) },
            { term: terms('Image'), value: <span className="mono">{container.image}</span> },
            {
              term: terms('Restarts'),
              value: status === undefined || status.restartCount === 0 ? '' : String(status.restartCount),
            },
            {
              term: terms('LastState'),
              value:
                last === undefined
                  ? ''
                  : pods('reasonAndCode', { reason: last.reason ?? pods('terminated'), code: last.exitCode }),
            },
            { term: terms('Requests'), value: list(container.resources?.requests) || terms('none') },
            { term: terms('Limits'), value: list(container.resources?.limits) },
          ]}
        />
      </Section>
    );
  });
  const parts = (pod.spec?.containers ?? []).map((container) => partOf(container, statuses.get(container.name)));
  return (
    <>
      {parts.length > 1 && (
        <Section title={pods('containers', { count: parts.length })}>
          <ContainersSlab parts={parts} />
        </Section>
      )}
      {sections}
    </>
  );
}
