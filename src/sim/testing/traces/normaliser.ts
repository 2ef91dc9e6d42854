import type { KubeObject } from '../../../api/object.ts';
import { parseTime } from '../../../base/time.ts';

/** Brings what a run has delivered into the form of the recordings. */
export interface Normaliser {
  readonly startedAtMs: number;
  /** Takes note of an object with a random name; returns its name as recordings have it. */
  seen(object: KubeObject): string;
  /** A text with its random names numbered and without uids. */
  text(text: string): string;
  /** A text with its numbered names as they really are. */
  original(text: string): string;
  /** A value without what differs from run to run. */
  value(value: unknown, key?: string): unknown;
}

const UID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----\n/g;
const SECONDS = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
const FRACTION = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z$/;
const LEFT_OUT = new Set([
  'managedFields',
  'resourceVersion',
  'selfLink',
  'kubectl.kubernetes.io/last-applied-configuration',
]);
/** The minutes since 1970 in the name of a CronJob's Job. */
const MINUTES = /(?<=-)2\d{7}\b/g;
const MASKED: Readonly<Record<string, string>> = {
  clusterIP: '<clusterIP>',
  podIP: '<podIP>',
  podCIDR: '<podCIDR>',
  nodePort: '<nodePort>',
};
const MASKED_LISTS: Readonly<Record<string, string>> = {
  clusterIPs: '<clusterIP>',
  addresses: '<podIP>',
  podCIDRs: '<podCIDR>',
};

/** Makes one for a story that began at a time, Unix milliseconds. */
export function createNormaliser(startedAtMs: number): Normaliser {
  const numbered = new Map<string, string>();
  const originals = new Map<string, string>();
  const counts = new Map<string, number>();
  const minutes: string[] = [];
  const withoutMinutes = (given: string): string =>
    given.replace(MINUTES, (minute) => {
      if (!minutes.includes(minute)) minutes.push(minute);
      return `<scheduled-minute-${minutes.indexOf(minute) + 1}>`;
    });
  const text = (given: string): string =>
    withoutMinutes(
      withoutRandomNames(given).replace(
        /[a-z0-9][a-z0-9-]*/g,
        (word) => numbered.get(word) ?? word.replace(UID, '<uid>'),
      ),
    );
  const relative = (time: string): string => {
    const ms = parseTime(time) - startedAtMs;
    const seconds = SECONDS.test(time) ? String(Math.floor(ms / 1000)) : (ms / 1000).toFixed(3);
    return `<${seconds.startsWith('-') ? '' : '+'}${seconds}s>`;
  };
  const value = (given: unknown, key = ''): unknown => {
    if (typeof given === 'string') {
      if (SECONDS.test(given) || FRACTION.test(given)) return relative(given);
      return MASKED[key] && given !== 'None' ? MASKED[key] : text(given.replace(CERTIFICATE, '<certificate>'));
    }
    if (typeof given === 'number' && MASKED[key]) return MASKED[key];
    if (Array.isArray(given)) {
      const mask = MASKED_LISTS[key];
      return given.map((each: unknown) => (mask && typeof each === 'string' && each !== 'None' ? mask : value(each)));
    }
    if (typeof given !== 'object' || given === null) return given;
    const parts: Record<string, unknown> = {};
    for (const [name, part] of Object.entries(given)) {
      if (key === 'claimRef' && name === 'resourceVersion') parts[name] = '<resourceVersion>';
      else if (name === 'ip' && 'targetRef' in given) parts[name] = '<podIP>';
      else if (!LEFT_OUT.has(name)) parts[name] = value(part, name);
    }
    if (key === 'annotations' && Object.keys(parts).length === 0) return undefined;
    return parts;
  };
  return {
    startedAtMs,
    text,
    value: (given) => maskPodIps(value(given)),
    original: (given) =>
      given
        .replace(/<scheduled-minute-(\d+)>/g, (mask, number: string) => minutes[Number(number) - 1] ?? mask)
        .replace(/[a-z0-9-]+<\d+>/g, (name) => originals.get(name) ?? name),
    seen({ metadata: { name = '', generateName } }) {
      const known = numbered.get(name);
      if (known) return withoutMinutes(known);
      if (!generateName || !name.startsWith(generateName)) return withoutMinutes(name);
      const count = (counts.get(generateName) ?? 0) + 1;
      counts.set(generateName, count);
      const masked = `${generateName}<${count}>`;
      numbered.set(name, masked);
      originals.set(masked, name);
      return withoutMinutes(masked);
    },
  };
}

/** A text without the random names of token volumes, and of Pods that were refused. */
export function withoutRandomNames(text: string): string {
  return text
    .replace(/\bkube-api-access-[a-z0-9]{5}\b/g, 'kube-api-access-<rand>')
    .replace(/(\bpods \\*"[a-z0-9-]+-)[a-z0-9]{5}(\\*" is forbidden: exceeded quota)/g, '$1<rand>$2');
}

/** Elements of `podIPs` are objects, those of `addresses` texts. */
function maskPodIps(object: unknown): unknown {
  const status = (object as { status?: { podIPs?: readonly object[] } }).status;
  if (!status?.podIPs) return object;
  return { ...(object as object), status: { ...status, podIPs: status.podIPs.map(() => ({ ip: '<podIP>' })) } };
}
