import { objectKey } from '../../../api/object.ts';
import { type Process, sleep } from '../../../api/process.ts';
import { ApiError } from '../../../api/status.ts';
import type { Listener } from '../../network/network.ts';
import type { KubeletState, PodRecord } from '../kubelet-state.ts';
import { nodeStats } from '../stats/node-stats.ts';
import { serveExec } from './exec.ts';
import { serveLog } from './log.ts';
import { servePath } from './paths.ts';
import { servePortForward } from './port-forward.ts';
import type { KubeletRequest, KubeletResponse } from './requests.ts';

/** Answering takes a kubelet about this long. */
const ANSWER_MS = 2;

/** The kubelet's own API, at port 10250. Models pkg/kubelet/server/server.go. */
export function kubeletListener(kubelet: KubeletState): Listener<KubeletRequest, KubeletResponse> {
  return {
    host: kubelet.client.host,
    scope: kubelet.scope,
    *serve(request): Process<KubeletResponse> {
      if (request.what === 'stats') return { body: '', stats: nodeStats(kubelet.machine.name, kubelet.runtime) };
      yield* sleep(ANSWER_MS);
      if (request.what === 'path') return servePath(kubelet, request.path);
      const record = recordOf(kubelet, `${request.namespace}/${request.pod}`);
      if (!record) throw new ApiError(404, 'NotFound', `pod does not exist`);
      switch (request.what) {
        case 'log':
          return serveLog(kubelet, record, request);
        case 'portForward':
          return servePortForward(kubelet, record, request);
        default:
          return serveExec(kubelet, record, request);
      }
    },
  };
}

function recordOf(kubelet: KubeletState, key: string): PodRecord | undefined {
  for (const record of kubelet.pods.values()) {
    if (record.key === key || (record.mirror && objectKey(record.mirror) === key)) return record;
  }
  return undefined;
}
