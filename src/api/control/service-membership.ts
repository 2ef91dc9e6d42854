import type { Pod, Service } from '../k8s/core-v1.gen.ts';
import { objectKey } from '../object.ts';
import { mapMatcher } from '../selectors.ts';

/**
 * Which Pods belong to which Services, kept up to date by their changes: a Pod finds its Services by its labels, a
 * Service its Pods in a set, so that neither costs a scan of the namespace.
 */
export interface Membership {
  /** The Services that a Pod belongs to now; noted, or taken out with `gone`. */
  pod(pod: Pod, previous: Pod | undefined): readonly string[];
  gone(pod: Pod): readonly string[];
  /** Takes in a Service; `pods` are those of its namespace, looked through only if its selector is new. */
  service(service: Service, pods: () => Iterable<Pod>): void;
  removeService(service: Service): void;
  /** Keys of a Service's Pods. */
  podsOf(service: string): Iterable<string>;
}

interface Entry {
  readonly selector: Readonly<Record<string, string>>;
  readonly pods: Set<string>;
}

type Labels = Readonly<Record<string, string>>;

/** Makes an empty membership. */
export function createMembership(): Membership {
  const services = new Map<string, Entry>();
  /** Keys of Services by one label of their selector. */
  const byLabel = new Map<string, Set<string>>();

  const matching = (pod: Pod): string[] => {
    const { namespace = '', labels = {} } = pod.metadata;
    const found: string[] = [];
    for (const label in labels) {
      for (const key of byLabel.get(labelKey(namespace, label, labels[label]!)) ?? []) {
        if (mapMatcher(services.get(key)!.selector).matches(labels)) found.push(key);
      }
    }
    return found;
  };
  const removeService = (service: Service): void => {
    const key = objectKey(service);
    const entry = services.get(key);
    if (!entry) return;
    services.delete(key);
    byLabel.get(indexKey(service, entry.selector))?.delete(key);
  };

  return {
    pod(pod, previous) {
      const key = objectKey(pod);
      const now = matching(pod);
      for (const service of now) services.get(service)!.pods.add(key);
      if (!previous || previous.metadata.labels === pod.metadata.labels) return now;
      const left = matching(previous).filter((service) => !now.includes(service));
      for (const service of left) services.get(service)!.pods.delete(key);
      return [...now, ...left];
    },
    gone(pod) {
      const before = matching(pod);
      for (const service of before) services.get(service)!.pods.delete(objectKey(pod));
      return before;
    },
    service(service, pods) {
      const key = objectKey(service);
      const selector = service.spec?.selector;
      if (services.get(key)?.selector === selector && selector) return;
      removeService(service);
      if (!selector || Object.keys(selector).length === 0) return;
      const entry: Entry = { selector, pods: new Set() };
      services.set(key, entry);
      const label = indexKey(service, selector);
      const listed = byLabel.get(label);
      if (listed) listed.add(key);
      else byLabel.set(label, new Set([key]));
      const matcher = mapMatcher(selector);
      for (const pod of pods()) if (matcher.matches(pod.metadata.labels)) entry.pods.add(objectKey(pod));
    },
    removeService,
    podsOf: (service) => services.get(service)?.pods ?? [],
  };
}

function indexKey(service: Service, selector: Labels): string {
  const label = Object.keys(selector).sort()[0]!;
  return labelKey(service.metadata.namespace ?? '', label, selector[label]!);
}

function labelKey(namespace: string, label: string, value: string): string {
  return `${namespace}/${label}=${value}`;
}
