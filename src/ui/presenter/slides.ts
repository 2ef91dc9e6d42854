import type { Action, FaultName, Step } from '../../api/scenario.ts';
import { presenter } from '../../language/en/presenter.ts';

/** One picture of a presentation: what is said, and from when on it is so. */
export interface Slide {
  readonly title: string;
  readonly atMs: number;
}

type FaultKey = Parameters<typeof presenter>[0] &
  (
    | 'crash'
    | 'restart'
    | 'partition'
    | 'heal'
    | 'kubeletStop'
    | 'kubeletStart'
    | 'containerKill'
    | 'componentStop'
    | 'componentStart'
    | 'delay'
    | 'loss'
    | 'deleted'
    | 'outOfCapacity'
    | 'quotaExceeded'
  );

const faults: Readonly<Record<FaultName, FaultKey>> = {
  'node-crash': 'crash',
  'node-restart': 'restart',
  'node-partition': 'partition',
  'node-heal': 'heal',
  'kubelet-stop': 'kubeletStop',
  'kubelet-start': 'kubeletStart',
  'container-kill': 'containerKill',
  'container-crash': 'containerKill',
  'component-stop': 'componentStop',
  'component-start': 'componentStart',
  'network-delay': 'delay',
  'network-loss': 'loss',
  'machine-crash': 'crash',
  'instance-delete': 'deleted',
  'out-of-capacity': 'outOfCapacity',
  'quota-exceeded': 'quotaExceeded',
};

/** Kind and name of a manifest's first object, and how many follow. */
function namesOf(yaml: string): string {
  const objects = yaml.split(/^---.*$/m).flatMap((text) => {
    const kind = /^kind:\s*(\S+)/m.exec(text)?.[1];
    const name = /^metadata:[\s\S]*?\bname:\s*["']?([^\s"',}]+)/m.exec(text)?.[1];
    return kind === undefined ? [] : [name === undefined ? kind : `${kind} ${name}`];
  });
  const [first, ...others] = objects;
  if (first === undefined) return presenter('applyYaml');
  return others.length === 0 ? first : presenter('more', { first, more: others.length });
}

/** What a step does, as a headline; '' for what nobody has to be told. */
export function actionTitle(action: Action): string {
  switch (action.type) {
    case 'kubectl':
      return `kubectl ${action.command}`;
    case 'shell':
      return action.line;
    case 'apply':
      return presenter('apply', { what: namesOf(action.yaml) });
    case 'fault':
      return presenter(faults[action.fault], { target: action.target });
    case 'traffic':
      if (action.users !== undefined) return presenter('trafficUsers', { users: action.users, to: action.to });
      if (action.rps === 0) return presenter('trafficStops', { name: action.name });
      return presenter('traffic', { rps: action.rps, to: action.to });
    case 'push':
      return presenter('push', { name: action.image.name });
    case 'support':
      return 'restart' in action
        ? presenter('restarted', { target: action.restart })
        : presenter('switched', { client: action.switch, to: action.to });
    default:
      return '';
  }
}

/** The pictures of a run: its title, then each moment at which the script does something. */
export function slidesOf(title: string, steps: readonly Step[]): readonly Slide[] {
  const slides: Slide[] = [{ title, atMs: 0 }];
  let lastMs = -1;
  for (const { atMs, action } of steps) {
    const said = actionTitle(action);
    if (said === '' || atMs <= lastMs) continue;
    lastMs = atMs;
    slides.push({ title: said, atMs });
  }
  return slides;
}

/** The picture that is shown at a moment: the last whose step has been done. */
export function slideAt(slides: readonly Slide[], nowMs: number): number {
  // A step at 0 s is done when the cluster is up, so the title stands for a moment of its own.
  const at = slides.findLastIndex((slide, index) => (index === 0 ? true : nowMs > slide.atMs));
  return Math.max(0, at);
}
