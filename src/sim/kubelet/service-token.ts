import type { Pod, ServiceAccountTokenProjection } from '../../api/k8s/core-v1.gen.ts';
import { type Bytes, encodeUtf8 } from '../../base/bytes.ts';
import { fnv32a } from '../../base/fnv.ts';
import { createRandom } from '../../base/random.ts';
import { parseTime } from '../../base/time.ts';
import { type BoundTo, claimsFor, ISSUER, issueToken } from '../apiserver/auth/tokens.ts';
import { newUid } from '../apiserver/uid.ts';

const DEFAULT_SECONDS = 3600;
/** A token is replaced when this share of its time is over, or after a day. Models pkg/kubelet/token/token_manager.go. */
const OLD_AFTER = 0.8;
const DAY_SECONDS = 24 * 3600;

/** Whom a Pod's tokens are for. */
export interface TokenOwner {
  readonly pod: Pod;
  readonly node: BoundTo;
  /** The uid of its service account. */
  readonly accountUid: string;
}

/**
 * The token that a file of a Pod's volume holds at a time: the first is of the Pod's start, each later one of when the one
 * before had become old. It is made when somebody reads it, and no request is sent for it.
 * @param unixMs the time, Unix milliseconds
 */
export function serviceToken(owner: TokenOwner, asked: ServiceAccountTokenProjection, unixMs: number): Bytes {
  const { pod, node, accountUid } = owner;
  const { name = '', namespace = '', uid = '' } = pod.metadata;
  const seconds = asked.expirationSeconds ?? DEFAULT_SECONDS;
  const startSeconds = Math.floor(pod.status?.startTime ? parseTime(pod.status.startTime) / 1000 : unixMs / 1000);
  const lastsSeconds = Math.floor(Math.min(seconds * OLD_AFTER, DAY_SECONDS));
  const round = Math.max(0, Math.floor((unixMs / 1000 - startSeconds) / lastsSeconds));
  const audience = asked.audience || ISSUER;
  const account = pod.spec?.serviceAccountName ?? 'default';
  return encodeUtf8(
    issueToken(
      claimsFor({
        audiences: [audience],
        seconds,
        issuedSeconds: startSeconds + round * lastsSeconds,
        id: newUid(createRandom(fnv32a(`${uid} ${asked.path} ${audience} ${round}`))),
        namespace,
        account: { name: account, uid: accountUid },
        bound: { pod: { name, uid }, node },
      }),
    ),
  );
}
