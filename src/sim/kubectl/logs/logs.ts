import type { Process } from '../../../api/process.ts';
import { ApiError, isReason } from '../../../api/status.ts';
import { goQuote } from '../../../base/go-quote.ts';
import { parseTime } from '../../../base/time.ts';
import { type Command, SELECTOR_FLAG } from '../command.ts';
import { textOf, usageError } from '../errors.ts';
import type { Invocation } from '../invocation.ts';
import { printLogs, printLogsTogether } from './print.ts';
import { type LogSource, sourcesOf } from './sources.ts';

/** `kubectl logs`. Models kubectl/pkg/cmd/logs. */
export const logsCommand: Command = {
  name: 'logs',
  flags: [
    SELECTOR_FLAG,
    { name: 'all-containers', type: 'bool' },
    { name: 'all-pods', type: 'bool' },
    { name: 'container', short: 'c', type: 'string' },
    { name: 'follow', short: 'f', type: 'bool' },
    { name: 'ignore-errors', type: 'bool' },
    { name: 'insecure-skip-tls-verify-backend', type: 'bool' },
    { name: 'limit-bytes', type: 'int', default: '0' },
    { name: 'max-log-requests', type: 'int', default: '5' },
    { name: 'pod-running-timeout', type: 'duration', default: '20s' },
    { name: 'prefix', type: 'bool' },
    { name: 'previous', short: 'p', type: 'bool' },
    { name: 'since', type: 'duration', default: '0s' },
    { name: 'since-time', type: 'string' },
    { name: 'tail', type: 'int', default: '-1' },
    { name: 'timestamps', type: 'bool' },
  ],
  run: logs,
};

const USAGE =
  "expected 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]'.\nPOD or TYPE/NAME is a required argument for the logs command";

/** Logs that a selector finds show this many lines unless `--tail` says otherwise. */
const SELECTOR_TAIL = 10;

function* logs(invocation: Invocation): Process<void> {
  const { flags, args } = invocation;
  const container = containerOf(invocation);
  const query = queryOf(invocation);
  check(invocation, container);
  let sources: readonly LogSource[];
  try {
    sources = yield* sourcesOf(invocation, args[0], container);
  } catch (error) {
    throw explained(error, invocation.namespace);
  }
  const maximum = flags.int('max-log-requests');
  if (!flags.bool('follow') || sources.length <= 1) {
    yield* printLogs(invocation, sources, query);
    return;
  }
  if (sources.length > maximum) {
    throw new Error(
      `you are attempting to follow ${sources.length} log streams, but maximum allowed concurrency is ${maximum}, use --max-log-requests to increase the limit`,
    );
  }
  yield* printLogsTogether(invocation, sources, query);
}

function explained(error: unknown, namespace: string): unknown {
  if (!isReason(error, 'NotFound') || !(error instanceof ApiError)) return error;
  return new Error(`error from server (NotFound): ${textOf(error)} in namespace ${JSON.stringify(namespace)}`);
}

/** The container may stand behind the Pod's name. */
function containerOf({ flags, args, path }: Invocation): string {
  const selector = flags.string('selector');
  const named = flags.string('container');
  if (args.length === 0 && selector === '') throw usageError(path, USAGE);
  if (args.length > 0 && selector !== '') throw usageError(path, 'only a selector (-l) or a POD name is allowed');
  if (args.length > 2) throw usageError(path, USAGE);
  if (args.length < 2) return named;
  if (flags.given('container')) throw new Error('only one of -c or an inline [CONTAINER] arg is allowed');
  return args[1]!;
}

/** What is asked of the server, as the parameters of its query. */
function queryOf({ flags }: Invocation): Readonly<Record<string, string>> {
  const since = flags.durationMs('since');
  const sinceTime = flags.string('since-time');
  if (sinceTime) checkTime(sinceTime);
  const limit = flags.int('limit-bytes');
  const tail = flags.int('tail');
  const isSelected = flags.string('selector') !== '' && !flags.given('tail');
  return {
    ...(flags.bool('follow') ? { follow: 'true' } : {}),
    ...(flags.bool('previous') ? { previous: 'true' } : {}),
    ...(flags.bool('timestamps') ? { timestamps: 'true' } : {}),
    ...(limit !== 0 ? { limitBytes: String(limit) } : {}),
    ...(since !== 0 ? { sinceSeconds: String(Math.round(since / 1000)) } : {}),
    ...(sinceTime ? { sinceTime } : {}),
    ...(isSelected ? { tailLines: String(SELECTOR_TAIL) } : tail !== -1 ? { tailLines: String(tail) } : {}),
  };
}

function checkTime(text: string): void {
  const part = ['2006', '-', '01', '-', '02', 'T'];
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text) && !Number.isNaN(parseTime(text))) return;
  let rest = text;
  let missing = part[0]!;
  for (const each of part) {
    missing = each;
    const match = /^\d/.test(each)
      ? new RegExp(`^\\d{${each.length}}`).exec(rest)
      : rest.startsWith(each)
        ? [each]
        : null;
    if (!match) break;
    rest = rest.slice(match[0]!.length);
  }
  throw new Error(
    `parsing time ${goQuote(text)} as "2006-01-02T15:04:05Z07:00": cannot parse ${goQuote(rest)} as "${missing}"`,
  );
}

function check({ flags }: Invocation, container: string): void {
  if (flags.given('since') && flags.string('since-time') && flags.durationMs('since') !== 0) {
    throw new Error('at most one of `sinceTime` or `sinceSeconds` may be specified');
  }
  if (flags.bool('all-containers') && container !== '') {
    throw new Error(`--all-containers=true should not be specified with container name ${container}`);
  }
  if (flags.int('limit-bytes') < 0) throw new Error('--limit-bytes must be greater than 0');
  if (flags.int('tail') < -1) throw new Error('--tail must be greater than or equal to -1');
  if (flags.given('since') && Math.round(flags.durationMs('since') / 1000) < 1) {
    if (flags.durationMs('since') !== 0) throw new Error('--since must be greater than 0');
  }
}
