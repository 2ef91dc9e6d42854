import type { Client } from '../../api/client.ts';
import { LEADER_ELECTION } from '../../api/config/leader-election.ts';
import { isBug } from '../../api/control/bug.ts';
import type { EventRecorder } from '../../api/controller.ts';
import type { Lease } from '../../api/k8s/coordination-v1.gen.ts';
import { type Process, sleep } from '../../api/process.ts';
import { isReason } from '../../api/status.ts';
import { parseDuration } from '../../base/duration.ts';
import type { Random } from '../../base/random.ts';
import { rfc3339Micro } from '../../base/time.ts';
import LeaseKind from '../../kinds/lease/kind.ts';
import type { Engine } from '../engine/engine.ts';

/** --leader-elect-lease-duration, -renew-deadline and -retry-period; attempts of those who do not lead are jittered. */
const { LeaseDuration, RenewDeadline, RetryPeriod, ResourceNamespace } = LEADER_ELECTION;
const LEASE_SECONDS = parseDuration(LeaseDuration) / 1000;
export const RENEW_DEADLINE_MS: number = parseDuration(RenewDeadline);
const RETRY_MS = parseDuration(RetryPeriod);
const JITTER = 1.2;
const NAMESPACE: string = ResourceNamespace;

export interface ElectionOptions {
  readonly engine: Engine;
  /** Its requests are given up after half the renew deadline. */
  readonly client: Client;
  readonly recorder: EventRecorder;
  readonly random: Random;
  /** Name of the Lease. */
  readonly name: string;
  /** Machine and a unique id of the process. */
  readonly identity: string;
}

/** What is known of the Lease: as it was seen last, and when it was seen to change. */
interface Observed {
  lease: Lease | undefined;
  changedMs: number;
}

/** Waits until this process leads. Returns what keeps it leading: a process that ends when the lead is lost. Models client-go/tools/leaderelection. */
export function* becomeLeader(options: ElectionOptions): Process<Process<void>> {
  const { engine, random, recorder, identity } = options;
  const observed: Observed = { lease: undefined, changedMs: Number.NEGATIVE_INFINITY };
  while (!(yield* tryAcquireOrRenew(options, observed))) yield* sleep(RETRY_MS * (1 + JITTER * random.next()));
  recorder.event(observed.lease!, 'Normal', 'LeaderElection', `${identity} became leader`);
  return renew(options, observed, engine.nowMs);
}

function* renew(options: ElectionOptions, observed: Observed, sinceMs: number): Process<void> {
  const { engine } = options;
  for (let renewedMs = sinceMs; engine.nowMs - renewedMs < RENEW_DEADLINE_MS; ) {
    yield* sleep(RETRY_MS);
    if (yield* tryAcquireOrRenew(options, observed)) renewedMs = engine.nowMs;
  }
}

/** One attempt; any failure counts as not leading. */
function* tryAcquireOrRenew(options: ElectionOptions, observed: Observed): Process<boolean> {
  const { client, name, identity, engine } = options;
  try {
    const current = yield* read(options, observed);
    if (current === undefined) {
      note(options, observed, yield* client.create(LeaseKind, newLease(name, identity, engine.unixMs)));
      return true;
    }
    const holder = current.spec?.holderIdentity ?? '';
    const isMine = holder === identity;
    if (holder !== '' && !isMine && engine.nowMs < observed.changedMs + LEASE_SECONDS * 1000) return false;
    note(options, observed, yield* client.update(LeaseKind, taken(current, identity, isMine, engine.unixMs)));
    return true;
  } catch (error) {
    if (isBug(error)) throw error;
    // The next attempt reads it anew.
    observed.lease = undefined;
    return false;
  }
}

/** The holder goes by what it wrote last; everybody else reads. */
function* read(options: ElectionOptions, observed: Observed): Process<Lease | undefined> {
  const { client, name, identity } = options;
  if (observed.lease?.spec?.holderIdentity === identity) return observed.lease;
  try {
    const lease = yield* client.get(LeaseKind, NAMESPACE, name);
    note(options, observed, lease);
    return lease;
  } catch (error) {
    if (isReason(error, 'NotFound')) return undefined;
    throw error;
  }
}

function note({ engine }: ElectionOptions, observed: Observed, lease: Lease): void {
  if (observed.lease?.metadata.resourceVersion !== lease.metadata.resourceVersion) observed.changedMs = engine.nowMs;
  observed.lease = lease;
}

function newLease(name: string, identity: string, unixMs: number): Lease {
  return {
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: { name, namespace: NAMESPACE },
    spec: { ...held(identity, unixMs), acquireTime: rfc3339Micro(unixMs), leaseTransitions: 0 },
  };
}

function held(identity: string, unixMs: number): NonNullable<Lease['spec']> {
  return { holderIdentity: identity, leaseDurationSeconds: LEASE_SECONDS, renewTime: rfc3339Micro(unixMs) };
}

function taken(lease: Lease, identity: string, isMine: boolean, unixMs: number): Lease {
  const { acquireTime, leaseTransitions = 0 } = lease.spec ?? {};
  const terms = isMine
    ? { acquireTime: acquireTime!, leaseTransitions }
    : { acquireTime: rfc3339Micro(unixMs), leaseTransitions: leaseTransitions + 1 };
  return { ...lease, spec: { ...held(identity, unixMs), ...terms } };
}
