import type { Pod } from '../../../api/k8s/core-v1.gen.ts';
import { encodeUtf8 } from '../../../base/bytes.ts';
import type { KubeletState, PodRecord } from '../kubelet-state.ts';
import type { KubeletResponse } from './requests.ts';

const JSON_TYPE = { 'Content-Type': 'application/json' };
const TEXT = { 'Content-Type': 'text/plain; charset=utf-8' };

/** The kubelet's paths that are no streams. Models InstallDefaultHandlers of pkg/kubelet/server. */
export function servePath(kubelet: KubeletState, path: string): KubeletResponse {
  switch (path.replace(/\?.*/, '').replace(/(?<=.)\/$/, '')) {
    case '/healthz':
      return { code: 200, headers: TEXT, body: 'ok' };
    case '/pods':
      return podList([...kubelet.pods.values()].map(shown));
    case '/runningpods':
      return podList([...kubelet.pods.values()].filter(isRunning).map(shown));
    default:
      return { code: 404, headers: TEXT, body: '404 page not found\n' };
  }
}

function podList(items: readonly Pod[]): KubeletResponse {
  const list = { kind: 'PodList', apiVersion: 'v1', metadata: {}, items };
  return { code: 200, headers: JSON_TYPE, body: encodeUtf8(JSON.stringify(list)) };
}

/** A Pod as the kubelet sees it: with the status that it is about to report. */
function shown({ pod, status }: PodRecord): Pod {
  return status ? { ...pod, status } : pod;
}

function isRunning({ status }: PodRecord): boolean {
  return status?.containerStatuses?.some(({ state }) => state?.running !== undefined) ?? false;
}
