import type { CertificateSigningRequestCondition } from '../../../api/k8s/certificates-v1.gen.ts';
import type { Process } from '../../../api/process.ts';
import { isReason } from '../../../api/status.ts';
import { rfc3339 } from '../../../base/time.ts';
import type { AnyObject } from '../client/resource.ts';
import { type Command, FILE_FLAGS, PRINT_FLAGS } from '../command.ts';
import { throwAll } from '../errors.ts';
import type { Invocation } from '../invocation.ts';
import { checkOutput, printResult } from '../print/result.ts';
import { type Info, latest, targetOf } from '../resource/info.ts';
import { fetchAll, select } from '../resource/select.ts';

const FLAGS = [...FILE_FLAGS, ...PRINT_FLAGS, { name: 'force', type: 'bool' } as const];

/** `kubectl certificate`. Models kubectl/pkg/cmd/certificates. */
export const certificateCommand: Command = {
  name: 'certificate',
  commands: [
    { name: 'approve', flags: FLAGS, run: (invocation) => decide(invocation, 'Approved') },
    { name: 'deny', flags: FLAGS, run: (invocation) => decide(invocation, 'Denied') },
  ],
};

type Decision = 'Approved' | 'Denied';

const RETRIES = 10;

function* decide(invocation: Invocation, decision: Decision): Process<void> {
  const { flags, args, out } = invocation;
  checkOutput(invocation);
  if (args.length === 0 && !flags.given('filename')) {
    throw new Error('one or more CSRs must be specified as <name> or -f <filename>');
  }
  const named = args.map((name) => `certificatesigningrequests/${name}`);
  const selection = yield* select(invocation, { args: named });
  const errors: unknown[] = [...selection.errors];
  const infos = yield* fetchAll(invocation, selection, errors);
  for (const info of infos) {
    try {
      const object = yield* decideOne(invocation, info, decision);
      printResult(invocation, info, object, decision.toLowerCase());
    } catch (error) {
      errors.push(error);
    }
  }
  throwAll(errors);
  if (infos.length === 0) out('No resources found\n');
}

function* decideOne(
  invocation: Invocation,
  info: Info & { readonly object: AnyObject },
  decision: Decision,
): Process<AnyObject> {
  let { object } = info;
  for (let attempt = 0; ; attempt++) {
    const conditions = conditionsOf(object);
    const other = conditions.find(({ type }) => type !== decision && (type === 'Approved' || type === 'Denied'));
    if (other) throw new Error(`certificate signing request ${JSON.stringify(info.name)} is already ${other.type}`);
    const has = conditions.some(({ type }) => type === decision);
    if (has && !invocation.flags.bool('force')) return object;
    const next = withCondition(object, conditions, decision, has, invocation.env.nowMs());
    try {
      return yield* invocation.api.update(targetOf(info, 'approval'), next);
    } catch (error) {
      if (!isReason(error, 'Conflict') || attempt >= RETRIES) throw error;
      ({ object } = yield* latest(invocation.api, info));
    }
  }
}

function conditionsOf(object: AnyObject): readonly CertificateSigningRequestCondition[] {
  const status = object['status'] as
    | { readonly conditions?: readonly CertificateSigningRequestCondition[] }
    | undefined;
  return status?.conditions ?? [];
}

function withCondition(
  object: AnyObject,
  conditions: readonly CertificateSigningRequestCondition[],
  decision: Decision,
  has: boolean,
  nowMs: number,
): AnyObject {
  if (has) return object;
  const word = decision === 'Approved' ? 'approve' : 'deny';
  const condition = {
    type: decision,
    status: 'True',
    reason: decision === 'Approved' ? 'KubectlApprove' : 'KubectlDeny',
    message: `This CSR was ${decision.toLowerCase()} by kubectl certificate ${word}.`,
    lastUpdateTime: rfc3339(nowMs),
    lastTransitionTime: null,
  };
  return { ...object, status: { ...(object['status'] as object | undefined), conditions: [...conditions, condition] } };
}
