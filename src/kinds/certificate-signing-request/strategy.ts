import type {
  CertificateSigningRequest,
  CertificateSigningRequestStatus,
  CertificateSigningRequestCondition as Condition,
} from '../../api/k8s/certificates-v1.gen.ts';
import type { StrategyContext } from '../../api/kind.ts';
import { replace } from '../../base/shared.ts';
import { rfc3339 } from '../../base/time.ts';

const DECISIONS = ['Approved', 'Denied'];

/** Fills in when a condition was written and when it changed. Models populateConditionTimestamps. */
function timed(conditions: readonly Condition[], before: readonly Condition[], nowMs: number): readonly Condition[] {
  const now = rfc3339(nowMs);
  return conditions.map((condition) => {
    const { type, status, lastUpdateTime = now } = condition;
    const same = before.find((each) => each.type === type && each.status === status);
    const { lastTransitionTime = same?.lastTransitionTime ?? now } = condition;
    return { ...condition, lastUpdateTime, lastTransitionTime };
  });
}

/** A new request: of whoever asks, and undecided. */
export function newRequest(object: CertificateSigningRequest, { user }: StrategyContext): CertificateSigningRequest {
  const spec = replace(object.spec, {
    username: user?.name,
    uid: user?.uid,
    groups: user?.groups,
    extra: user?.extra,
  });
  return replace<CertificateSigningRequest>(object, { spec, status: undefined });
}

function withStatus(
  next: CertificateSigningRequest,
  previous: CertificateSigningRequest,
  status: CertificateSigningRequestStatus,
  nowMs: number,
): CertificateSigningRequest {
  const { conditions } = status;
  const complete = conditions
    ? { ...status, conditions: timed(conditions, previous.status?.conditions ?? [], nowMs) }
    : status;
  return replace<CertificateSigningRequest>(next, { spec: previous.spec, status: complete });
}

/** What the status subresource lets through: the certificate and conditions, but no decision. */
export function nextStatus(
  next: CertificateSigningRequest,
  previous: CertificateSigningRequest,
  { nowMs }: StrategyContext,
): CertificateSigningRequest {
  const isDecision = ({ type }: Condition): boolean => DECISIONS.includes(type);
  const decided = (previous.status?.conditions ?? []).filter(isDecision);
  const others = (next.status?.conditions ?? []).filter((each) => !isDecision(each));
  const conditions = [...decided, ...others];
  const status = replace(next.status ?? {}, { conditions: conditions.length > 0 ? conditions : undefined });
  return withStatus(next, previous, status, nowMs);
}

/** What the approval subresource lets through: conditions alone. */
export function nextApproval(
  next: CertificateSigningRequest,
  previous: CertificateSigningRequest,
  { nowMs }: StrategyContext,
): CertificateSigningRequest {
  const status = replace(previous.status ?? {}, { conditions: next.status?.conditions });
  return withStatus(next, previous, status, nowMs);
}
