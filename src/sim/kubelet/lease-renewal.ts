import { isBug } from '../../api/control/bug.ts';
import type { Lease } from '../../api/k8s/coordination-v1.gen.ts';
import { type Process, sleep, wait } from '../../api/process.ts';
import { isReason } from '../../api/status.ts';
import { rfc3339Micro } from '../../base/time.ts';
import LeaseKind from '../../kinds/lease/kind.ts';
import NodeKind from '../../kinds/node/kind.ts';
import type { KubeletState } from './kubelet-state.ts';

/** Defaults of nodeLeaseDurationSeconds and what follows from it; a renewal is up to 4% late. */
const DURATION_S = 40;
const RENEW_MS = 10_000;
const JITTER = 0.04;
const NAMESPACE = 'kube-node-lease';
const MAX_TRIES = 5;
/** Waits between attempts to create the Lease. */
const BACKOFF_MIN_MS = 200;
const BACKOFF_MAX_MS = 7000;

/** Renews the node's Lease as long as the kubelet lives. Models component-helpers/apimachinery/lease. */
export function* renewLease(kubelet: KubeletState): Process {
  yield* wait(kubelet.registered);
  let latest: Lease | undefined;
  for (;;) {
    latest = yield* renew(kubelet, latest);
    yield* sleep(RENEW_MS * (1 + JITTER * kubelet.random.next()));
  }
}

function* renew(kubelet: KubeletState, latest: Lease | undefined): Process<Lease> {
  let base = latest;
  for (let tries = 0; base !== undefined && tries < MAX_TRIES; tries++) {
    try {
      return yield* kubelet.heartbeat.update(LeaseKind, renewed(kubelet, base));
    } catch (error) {
      if (isBug(error)) throw error;
      if (isReason(error, 'NotFound')) base = undefined;
      else if (isReason(error, 'Conflict')) base = yield* fetch(kubelet);
    }
  }
  for (let waitMs = BACKOFF_MIN_MS; ; waitMs = Math.min(waitMs * 2, BACKOFF_MAX_MS)) {
    const ensured = yield* ensure(kubelet);
    if (ensured) return ensured;
    yield* sleep(waitMs);
  }
}

function* fetch(kubelet: KubeletState): Process<Lease | undefined> {
  try {
    return yield* kubelet.heartbeat.get(LeaseKind, NAMESPACE, kubelet.machine.name);
  } catch (error) {
    if (isBug(error)) throw error;
    return undefined;
  }
}

/** Takes over the Lease that is there, or makes one that goes with its Node. */
function* ensure(kubelet: KubeletState): Process<Lease | undefined> {
  const { name } = kubelet.machine;
  try {
    const existing = yield* fetch(kubelet);
    if (existing) return yield* kubelet.heartbeat.update(LeaseKind, renewed(kubelet, existing));
    const node = yield* kubelet.heartbeat.get(NodeKind, '', name);
    const owner = { apiVersion: 'v1', kind: 'Node', name, uid: node.metadata.uid ?? '' };
    const metadata = { name, namespace: NAMESPACE, ownerReferences: [owner] };
    return yield* kubelet.heartbeat.create(LeaseKind, {
      apiVersion: 'coordination.k8s.io/v1',
      kind: 'Lease',
      metadata,
      spec: { holderIdentity: name, leaseDurationSeconds: DURATION_S, renewTime: rfc3339Micro(kubelet.engine.unixMs) },
    });
  } catch (error) {
    if (isBug(error)) throw error;
    return undefined;
  }
}

function renewed(kubelet: KubeletState, lease: Lease): Lease {
  return { ...lease, spec: { ...lease.spec, renewTime: rfc3339Micro(kubelet.engine.unixMs) } };
}
