import { sha256 } from '@noble/hashes/sha2.js';
import type { Lease } from '../../api/k8s/coordination-v1.gen.ts';
import { type Process, sleep } from '../../api/process.ts';
import { ApiError } from '../../api/status.ts';
import type { Random } from '../../base/random.ts';
import { parseTime, rfc3339Micro } from '../../base/time.ts';
import { utf8Bytes } from '../../base/utf8.ts';
import { insert } from './create.ts';
import { serve } from './dispatch.ts';
import { keyOf, type Resource } from './resource.ts';
import type { Call, Server } from './server.ts';
import { newUid } from './uid.ts';

/** --identity-lease-duration-seconds and -renew-interval-seconds are no flags any more: IdentityLease… constants. */
const DURATION_SECONDS = 3600;
const RENEW_MS = 10_000;
const JITTER = 0.04;
const RETRY_MS = 200;
/** Leases of servers that are gone are looked for so often. */
const COLLECT_MS = 3_600_000;

const NAMESPACE = 'kube-system';
const USER = 'system:apiserver';
const IDENTITY_LABEL = 'apiserver.kubernetes.io/identity';
const SERVER = 'kube-apiserver';
const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';
const HASH_BYTES = 16;

/**
 * Tells the other API servers that this one lives, by a Lease, and removes Leases of those that do not. Models
 * the identity lease controller of pkg/controlplane/apiserver and apiserverleasegc.
 */
export function startIdentityLease(server: Server, random: Random): void {
  const leases = server.resources.named('coordination.k8s.io', 'leases');
  if (!leases) return;
  const name = identityOf(server.host.name);
  server.engine.spawn(keepLease(server, leases, name, random), server.scope);
  server.engine.spawn(collectLeases(server, leases), server.scope);
}

/** `apiserver-` and a hash of the machine's name. */
export function identityOf(hostname: string): string {
  const hash = sha256(Uint8Array.from(utf8Bytes(hostname))).subarray(0, HASH_BYTES);
  let bits = '';
  for (const byte of hash) bits += byte.toString(2).padStart(8, '0');
  return `apiserver-${bits.replace(/.{1,5}/g, (five) => BASE32[Number.parseInt(five.padEnd(5, '0'), 2)]!)}`;
}

function* keepLease(server: Server, leases: Resource, name: string, random: Random): Process<void> {
  const holder = `${name}_${newUid(random)}`;
  for (;;) {
    const done = yield* renew(server, leases, name, holder);
    yield* sleep(done ? RENEW_MS * (1 + JITTER * random.next()) : RETRY_MS);
  }
}

function* renew(server: Server, leases: Resource, name: string, holder: string): Process<boolean> {
  const renewTime = rfc3339Micro(server.engine.unixMs);
  const known = leases.cache.get(keyOf(leases, NAMESPACE, name)) as Lease | undefined;
  const spec = { holderIdentity: holder, leaseDurationSeconds: DURATION_SECONDS, renewTime };
  try {
    if (known) yield* serve(server, callFor(leases, 'update', { ...known, spec: { ...known.spec, ...spec } }));
    else {
      const labels = { [IDENTITY_LABEL]: SERVER, 'kubernetes.io/hostname': server.host.name };
      const lease: Lease = {
        apiVersion: 'coordination.k8s.io/v1',
        kind: 'Lease',
        metadata: { name, namespace: NAMESPACE, labels },
        spec,
      };
      yield* insert(server, callFor(leases, 'create', lease), lease);
    }
    return true;
  } catch (error) {
    if (error instanceof ApiError) return false;
    throw error;
  }
}

function* collectLeases(server: Server, leases: Resource): Process<void> {
  for (;;) {
    yield* sleep(COLLECT_MS);
    const prefix = `${leases.prefix}${NAMESPACE}/`;
    for (const lease of leases.cache.list(prefix, `${prefix}\uffff`) as Lease[]) {
      if (lease.metadata.labels?.[IDENTITY_LABEL] !== SERVER || !isExpired(lease, server.engine.unixMs)) continue;
      try {
        yield* serve(server, callFor(leases, 'delete', lease));
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
      }
    }
  }
}

function isExpired({ spec }: Lease, unixMs: number): boolean {
  const { renewTime, leaseDurationSeconds } = spec ?? {};
  if (!renewTime || leaseDurationSeconds === undefined) return true;
  return parseTime(renewTime) + leaseDurationSeconds * 1000 < unixMs;
}

function callFor(resource: Resource, verb: 'create' | 'update' | 'delete', body: Lease): Call {
  const request = {
    ...{ verb, kind: resource.kind, user: USER, namespace: NAMESPACE },
    ...(verb === 'create' ? {} : { name: body.metadata.name! }),
    ...(verb === 'delete' ? {} : { body }),
  };
  return { request, resource, cause: 0, warnings: [] };
}
