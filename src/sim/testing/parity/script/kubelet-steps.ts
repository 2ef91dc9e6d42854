import type { Pod } from '../../../../api/k8s/core-v1.gen.ts';
import { isTerminating } from '../../../../api/object.ts';
import { isPodReady, isPodTerminal } from '../../../../api/pod.ts';
import { rfc3339 } from '../../../../base/time.ts';
import PodKind from '../../../../kinds/pod/kind.ts';
import { condition } from '../../controller-world.ts';
import type { ScriptWorld } from './script-world.ts';

const INDEX = 'batch.kubernetes.io/job-completion-index';

type Action = (world: ScriptWorld, match: RegExpExecArray) => void;

/** What the scripted kubelet can be told, in the words of the cases. */
const SENTENCES: readonly (readonly [RegExp, Action])[] = [
  [/^round\b/, (world) => world.round()],
  [/^terminating pods? (?:are |is )?gone$/, (world) => world.removeTerminating()],
  [/^(\d+) pods? becomes? Ready$/, (world, [, count]) => world.round(Number(count))],
  [/^(?:all )?pods (?:become )?(?:Running and )?Ready$/, (world) => readyAll(world, Number.POSITIVE_INFINITY)],
  [/^(\d+) of \d+ pods are Ready$/, (world, [, count]) => readyAll(world, Number(count))],
  [/^(\d+) pod\(?s?\)? succeeds?$/, (world, [, count]) => each(world, Number(count), (pod) => succeed(world, pod))],
  [
    /^(\d+) pod\(?s?\)? fails? with exit code (\d+)$/,
    (world, [, count, code]) => each(world, Number(count), (pod) => fail(world, pod, Number(code))),
  ],
  [
    /^(\d+) pod\(?s?\)? fails? with condition DisruptionTarget$/,
    (world, [, count]) => each(world, Number(count), (pod) => disrupt(world, pod)),
  ],
  [/^(\d+) pod\(?s?\)? fails?$/, (world, [, count]) => each(world, Number(count), (pod) => fail(world, pod, 1))],
  [/^the pod of index (\d+) succeeds$/, (world, [, index]) => succeed(world, ofIndex(world, index!))],
  [
    /^the pod of index (\d+) fails(?: with exit code (\d+))?$/,
    (world, [, index, code]) => fail(world, ofIndex(world, index!), Number(code ?? 1)),
  ],
  [/^(?:pod )?(\S+) becomes not Ready$/, (world, [, name]) => unready(world, named(world, name!))],
  [/^(?:pod )?(\S+) becomes (?:Running and )?Ready$/, (world, [, name]) => world.makeReady(named(world, name!))],
  [/^pod (\S+) succeeds$/, (world, [, name]) => succeed(world, named(world, name!))],
  [
    /^pod (\S+) fails(?: with exit code (\d+))?$/,
    (world, [, name, code]) => fail(world, named(world, name!), Number(code ?? 1)),
  ],
  [
    /^pods? phase (Failed|Succeeded) \((\w+)\)$/,
    (world, [, phase, reason]) => each(world, 1, (pod) => world.setPod(pod, { phase, reason })),
  ],
  [/^pods never finish$/, () => {}],
];

/** Does what a sentence says. Throws for one that nobody understands. */
export function kubeletStep(world: ScriptWorld, sentence: string): void {
  for (const [pattern, action] of SENTENCES) {
    const match = pattern.exec(sentence);
    if (match) {
      action(world, match);
      return;
    }
  }
  throw new Error(`nobody knows how a kubelet does: ${sentence}`);
}

/** Brings Pods into states by name: ready, notready, pending, or a phase. */
export function kubeletStates(world: ScriptWorld, states: Readonly<Record<string, string>>): void {
  for (const [name, state] of Object.entries(states)) {
    const pod = named(world, name);
    if (state === 'ready') world.makeReady(pod);
    else if (state === 'notready') unready(world, pod);
    else if (state !== 'pending') world.setPod(pod, { ...address(name), phase: state, conditions: [notReady(world)] });
  }
}

/** Pods that may still run, oldest first. */
export function activePods(world: ScriptWorld): readonly Pod[] {
  return world.list(PodKind).filter((pod) => !isTerminating(pod) && !isPodTerminal(pod));
}

/** Lets Pods succeed or fail by a phase, for scripts that go by the clock. */
export function finishAll(world: ScriptWorld, phase: string): void {
  each(world, Number.POSITIVE_INFINITY, (pod) => (phase === 'Failed' ? fail(world, pod, 1) : succeed(world, pod)));
}

function readyAll(world: ScriptWorld, count: number): void {
  const waiting = activePods(world).filter((pod) => !isPodReady(pod));
  for (const pod of waiting.slice(0, count)) world.makeReady(pod);
}

function each(world: ScriptWorld, count: number, action: (pod: Pod) => void): void {
  // Those that run come before those that do not yet.
  const pods = [...activePods(world)].sort((a, b) => Number(isPodReady(b)) - Number(isPodReady(a)));
  if (Number.isFinite(count) && pods.length < count) throw new Error(`there are only ${pods.length} active pods`);
  for (const pod of pods.slice(0, count)) action(pod);
}

function named(world: ScriptWorld, name: string): Pod {
  const pod = world.list(PodKind).find((each) => each.metadata.name === name);
  if (!pod) throw new Error(`no pod ${name}`);
  return pod;
}

function ofIndex(world: ScriptWorld, index: string): Pod {
  const pod = activePods(world).find(({ metadata }) => metadata.annotations?.[INDEX] === index);
  if (!pod) throw new Error(`no active pod of index ${index}`);
  return pod;
}

function succeed(world: ScriptWorld, pod: Pod): void {
  world.setPod(pod, { phase: 'Succeeded', conditions: [notReady(world)], containerStatuses: ended(world, pod, 0) });
}

function fail(world: ScriptWorld, pod: Pod, exitCode: number): void {
  world.setPod(pod, { phase: 'Failed', conditions: [notReady(world)], containerStatuses: ended(world, pod, exitCode) });
}

function disrupt(world: ScriptWorld, pod: Pod): void {
  const disruption = { ...condition('DisruptionTarget', 'True', world.engine.unixMs), reason: 'EvictionByEvictionAPI' };
  const conditions = [notReady(world), disruption];
  world.setPod(pod, { phase: 'Failed', conditions, containerStatuses: ended(world, pod, 137) });
}

function unready(world: ScriptWorld, pod: Pod): void {
  const ip = pod.status?.podIP ? {} : address(pod.metadata.name!);
  world.setPod(pod, { ...ip, phase: 'Running', conditions: [notReady(world)] });
}

function notReady({ engine }: ScriptWorld): Record<string, unknown> {
  return condition('Ready', 'False', engine.unixMs);
}

function address(name: string): { readonly podIP: string; readonly podIPs: readonly { readonly ip: string }[] } {
  const ip = `10.244.9.${name.charCodeAt(0)}`;
  return { podIP: ip, podIPs: [{ ip }] };
}

function ended({ engine }: ScriptWorld, { spec }: Pod, exitCode: number): readonly object[] {
  const time = rfc3339(engine.unixMs);
  const terminated = { exitCode, reason: exitCode === 0 ? 'Completed' : 'Error', startedAt: time, finishedAt: time };
  return (spec?.containers ?? []).map(({ name, image }) => ({
    ...{ name, image, imageID: '', ready: false, restartCount: 0, started: false },
    state: { terminated },
  }));
}
