import type { Process } from '../../../api/process.ts';
import { type Command, PRINT_FLAGS } from '../command.ts';
import type { Invocation } from '../invocation.ts';
import { goJson } from '../print/go-values.ts';
import { objectPrinter } from '../print/objects.ts';
import { checkOutput } from '../print/result.ts';
import { alignTabs, TABLE_LAYOUT } from '../print/tabwriter.ts';
import { SUBJECT_REVIEWS } from './reviews.ts';

/** `kubectl auth whoami`. Models kubectl/pkg/cmd/auth/whoami.go. */
export const whoamiCommand: Command = { name: 'whoami', flags: PRINT_FLAGS, run: whoami };

interface UserInfo {
  readonly username?: string;
  readonly uid?: string;
  readonly groups?: readonly string[];
  readonly extra?: Readonly<Record<string, readonly string[]>>;
}

function* whoami(invocation: Invocation): Process<void> {
  const { flags, env, out } = invocation;
  const format = flags.string('output');
  checkOutput(invocation);
  const review = yield* invocation.api.create(
    { resource: SUBJECT_REVIEWS, namespace: '' },
    { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview', metadata: { creationTimestamp: null } },
  );
  const { userInfo = {} } = (review['status'] ?? {}) as { readonly userInfo?: UserInfo };
  const { username, uid, groups = [], extra = {} } = userInfo;
  if (format === '') {
    const rows = [
      'ATTRIBUTE\tVALUE\n',
      ...(username ? [`Username\t${username}\n`] : []),
      ...(uid ? [`UID\t${uid}\n`] : []),
      ...(groups.length > 0 ? [`Groups\t[${groups.join(' ')}]\n`] : []),
      ...Object.keys(extra)
        .sort()
        .map((key) => `Extra: ${key}\t[${extra[key]!.join(' ')}]\n`),
    ];
    out(alignTabs(rows.join(''), TABLE_LAYOUT));
    return;
  }
  const ordered = {
    kind: 'SelfSubjectReview',
    apiVersion: 'authentication.k8s.io/v1',
    metadata: { creationTimestamp: review.metadata?.creationTimestamp ?? null },
    status: {
      userInfo: {
        ...(username ? { username } : {}),
        ...(uid ? { uid } : {}),
        ...(groups.length > 0 ? { groups } : {}),
        ...(Object.keys(extra).length > 0 ? { extra } : {}),
      },
    },
  };
  if (format === 'json') out(`${goJson(ordered, 4, false)}\n`);
  else if (format === 'name') out('selfsubjectreview.authentication.k8s.io/\n');
  else out(objectPrinter(format, { files: env.files ?? new Map() })(ordered));
}
