import type { NodeRow, PodRow } from '../../protocol/view.ts';
import type { Delta, Mirror } from '../store/mirror.ts';
import type { Selection } from '../store/view-store.ts';
import { nodeSentence } from './node-text.ts';
import { podSentence } from './pod-text.ts';

const mostAtOnce = 300;
const mostPods = 6000;

/** The figure's hidden twin for screen readers: a tree of nodes and Pods, in the order of the figure. */
export interface Twin {
  /** Takes over what has changed, a part at a time when it is much. Returns whether something is left to do. */
  update(delta: Delta | null, withData: boolean): boolean;
  /** The id of the element that stands for an object, for aria-activedescendant. */
  idOf(selection: Selection | null): string | undefined;
}

const idFor = (kind: string, name: string) => `twin-${kind}-${name.replaceAll('/', '.')}`;

function describePod(element: HTMLElement, pod: PodRow, withData: boolean): void {
  element.setAttribute('aria-label', podSentence(pod));
  element.id = idFor('Pod', `${pod.namespace}/${pod.name}`);
  if (withData) {
    element.dataset.pod = `${pod.namespace}/${pod.name}`;
    element.dataset.state = pod.state;
  } else {
    delete element.dataset.pod;
    delete element.dataset.state;
  }
}

function describeNode(element: HTMLElement, node: NodeRow, withData: boolean): void {
  element.setAttribute('aria-label', nodeSentence(node));
  if (withData) {
    element.dataset.node = node.name;
    element.dataset.ready = node.ready;
    element.dataset.unschedulable = String(node.unschedulable);
  } else {
    delete element.dataset.node;
    delete element.dataset.ready;
    delete element.dataset.unschedulable;
  }
}

function item(level: number): HTMLElement {
  const element = document.createElement('div');
  element.setAttribute('role', 'treeitem');
  element.setAttribute('aria-level', String(level));
  return element;
}

export function createTwin(root: HTMLElement, mirror: Mirror): Twin {
  const groups = new Map<string, HTMLElement>();
  const heads = new Map<string, HTMLElement>();
  const pods = new Map<string, { element: HTMLElement; node: string }>();
  const dirtyNodes = new Set<string>();
  const dirtyPods = new Set<string>();
  let data = false;

  const markAll = () => {
    for (const name of mirror.nodes.keys()) dirtyNodes.add(name);
    for (const uid of mirror.pods.keys()) dirtyPods.add(uid);
  };
  const clear = () => {
    root.replaceChildren();
    for (const map of [groups, heads, pods]) map.clear();
    dirtyNodes.clear();
    dirtyPods.clear();
  };
  const groupOf = (name: string): HTMLElement => {
    const known = groups.get(name);
    if (known !== undefined) return known;
    const group = document.createElement('div');
    group.setAttribute('role', 'presentation');
    const head = item(1);
    head.id = idFor('Node', name === '' ? '-pending' : name);
    if (name === '') head.setAttribute('aria-label', 'Pending Pods');
    group.append(head);
    groups.set(name, group);
    heads.set(name, head);
    root.append(group);
    return group;
  };
  const updateNode = (name: string) => {
    const node = mirror.nodes.get(name);
    if (node === undefined) {
      groups.get(name)?.remove();
      groups.delete(name);
      heads.delete(name);
      return;
    }
    groupOf(name);
    describeNode(heads.get(name)!, node, data);
  };
  const updatePod = (uid: string) => {
    const pod = mirror.pods.get(uid);
    let entry = pods.get(uid);
    if (pod === undefined) {
      entry?.element.remove();
      pods.delete(uid);
      return;
    }
    if (entry === undefined && pods.size >= mostPods) return;
    entry ??= { element: item(2), node: '?' };
    if (entry.node !== pod.node) groupOf(pod.node).append(entry.element);
    describePod(entry.element, pod, data);
    pods.set(uid, { element: entry.element, node: pod.node });
  };
  const drain = (waiting: Set<string>, each: (key: string) => void, budget: number): number => {
    let left = budget;
    for (const key of waiting) {
      if (left-- <= 0) break;
      waiting.delete(key);
      each(key);
    }
    return left;
  };
  return {
    update: (delta, withData) => {
      if (delta?.reset === true) clear();
      if (withData !== data || delta?.reset === true) {
        data = withData;
        markAll();
      }
      for (const name of delta?.nodes ?? []) dirtyNodes.add(name);
      for (const uid of delta?.pods ?? []) dirtyPods.add(uid);
      const left = drain(dirtyNodes, updateNode, mostAtOnce);
      drain(dirtyPods, updatePod, Math.max(0, left));
      return dirtyNodes.size + dirtyPods.size > 0;
    },
    idOf: (selection) => {
      if (selection === null) return undefined;
      return selection.kind === 'Node'
        ? idFor('Node', selection.name)
        : idFor('Pod', `${selection.namespace}/${selection.name}`);
    },
  };
}
