import { figure } from '../../language/en/figure.ts';
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

interface Elements {
  updateNode(name: string, withData: boolean): void;
  updatePod(uid: string, withData: boolean): void;
  clear(): void;
}

/** The elements of the tree: a group a node, with its head first. */
function createElements(root: HTMLElement, mirror: Mirror): Elements {
  const groups = new Map<string, { group: HTMLElement; head: HTMLElement }>();
  const pods = new Map<string, { element: HTMLElement; node: string }>();
  const groupOf = (name: string) => {
    const known = groups.get(name);
    if (known !== undefined) return known;
    const group = document.createElement('div');
    group.setAttribute('role', 'presentation');
    const head = item(1);
    head.id = idFor('Node', name === '' ? '-pending' : name);
    head.setAttribute('aria-label', name === '' ? figure('pendingPods') : name);
    group.append(head);
    groups.set(name, { group, head });
    root.append(group);
    return { group, head };
  };
  return {
    updateNode: (name, withData) => {
      const node = mirror.nodes.get(name);
      if (node !== undefined) {
        describeNode(groupOf(name).head, node, withData);
        return;
      }
      groups.get(name)?.group.remove();
      groups.delete(name);
    },
    updatePod: (uid, withData) => {
      const pod = mirror.pods.get(uid);
      const known = pods.get(uid);
      if (pod === undefined) {
        known?.element.remove();
        pods.delete(uid);
        return;
      }
      if (known === undefined && pods.size >= mostPods) return;
      const element = known?.element ?? item(2);
      if (known?.node !== pod.node) groupOf(pod.node).group.append(element);
      describePod(element, pod, withData);
      pods.set(uid, { element, node: pod.node });
    },
    clear: () => {
      root.replaceChildren();
      groups.clear();
      pods.clear();
    },
  };
}

/** Works off waiting keys, at most so many. Returns how many more could be done. */
function drain(waiting: Set<string>, most: number, each: (key: string) => void): number {
  let left = most;
  for (const key of waiting) {
    if (left <= 0) return 0;
    left--;
    waiting.delete(key);
    each(key);
  }
  return left;
}

export function createTwin(root: HTMLElement, mirror: Mirror): Twin {
  const elements = createElements(root, mirror);
  const dirtyNodes = new Set<string>();
  const dirtyPods = new Set<string>();
  let data = false;
  const markAll = () => {
    for (const name of mirror.nodes.keys()) dirtyNodes.add(name);
    for (const uid of mirror.pods.keys()) dirtyPods.add(uid);
  };
  markAll();
  return {
    update: (delta, withData) => {
      const reset = delta?.reset === true;
      if (reset) {
        elements.clear();
        dirtyNodes.clear();
        dirtyPods.clear();
      }
      if (reset || withData !== data) markAll();
      data = withData;
      for (const name of delta?.nodes ?? []) dirtyNodes.add(name);
      for (const uid of delta?.pods ?? []) dirtyPods.add(uid);
      const left = drain(dirtyNodes, mostAtOnce, (name) => elements.updateNode(name, data));
      drain(dirtyPods, left, (uid) => elements.updatePod(uid, data));
      return dirtyNodes.size + dirtyPods.size > 0;
    },
    idOf: (selection) => {
      if (selection === null) return undefined;
      const name = selection.kind === 'Node' ? selection.name : `${selection.namespace}/${selection.name}`;
      return idFor(selection.kind === 'Node' ? 'Node' : 'Pod', name);
    },
  };
}
