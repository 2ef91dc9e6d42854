import type { Event } from '../../../api/k8s/core-v1.gen.ts';
import type { Process } from '../../../api/process.ts';
import { parseTime } from '../../../base/time.ts';
import type { Query } from '../client/api.ts';
import { EVENTS } from '../client/known.ts';
import { type Command, PRINT_FLAGS } from '../command.ts';
import { intervalOf } from '../describe/events.ts';
import { PlainError, textOf } from '../errors.ts';
import type { Invocation } from '../invocation.ts';
import { goSort } from '../print/go-sort.ts';
import { goJson } from '../print/go-values.ts';
import { objectPrinter } from '../print/objects.ts';
import { checkOutput } from '../print/result.ts';
import { alignTabs, TABLE_LAYOUT } from '../print/tabwriter.ts';
import { requestTimeoutMs } from '../request-timeout.ts';
import { deadlineOf, openWatch } from '../watch.ts';
import { eventForm } from './event-form.ts';

/** `kubectl events`. Models kubectl/pkg/cmd/events. */
export const eventsCommand: Command = {
  name: 'events',
  flags: [
    ...PRINT_FLAGS,
    { name: 'all-namespaces', short: 'A', type: 'bool' },
    { name: 'chunk-size', type: 'int', default: '500' },
    { name: 'for', type: 'string' },
    { name: 'no-headers', type: 'bool' },
    { name: 'types', type: 'list' },
    { name: 'watch', short: 'w', type: 'bool' },
  ],
  run: events,
};

function* events(invocation: Invocation): Process<void> {
  const { flags, api, err } = invocation;
  const types = flags.list('types').map((type) => type.toLowerCase());
  const query = flags.string('for') ? yield* aboutObject(invocation, flags.string('for')) : {};
  if (types.some((type) => type !== 'normal' && type !== 'warning')) {
    throw new Error('valid --types are Normal or Warning');
  }
  checkOutput(invocation);
  const namespace = flags.bool('all-namespaces') ? '' : invocation.namespace;
  const wanted = (event: Event): boolean => types.length === 0 || types.includes((event.type ?? '').toLowerCase());
  const print = printer(invocation);
  if (flags.bool('watch')) {
    yield* follow(invocation, namespace, query, (event) => void (wanted(event) && print([event])));
    return;
  }
  const list = yield* api.list({ resource: EVENTS, namespace }, query);
  const found = (list.items as unknown as Event[]).filter(wanted);
  if (found.length === 0) {
    err(namespace ? `No events found in ${namespace} namespace.\n` : 'No events found.\n');
    return;
  }
  const sorted = goSort(found, (a, b) => timeOf(a) < timeOf(b));
  if (flags.string('output') === '') print(sorted);
  else printList(invocation, sorted);
}

function timeOf({ series, lastTimestamp, eventTime }: Event): number {
  const time = series ? series.lastObservedTime : lastTimestamp || eventTime;
  return time ? parseTime(time) : Number.NEGATIVE_INFINITY;
}

function* aboutObject(invocation: Invocation, text: string): Process<Query> {
  const [type = '', name = '', ...more] = text.split('/');
  if (type === '' || name === '' || more.length > 0) throw new Error('--for must be in resource/name form');
  try {
    const { kind } = yield* invocation.mapper.byName(type);
    return { fieldSelector: `involvedObject.kind=${kind},involvedObject.name=${name}` };
  } catch (error) {
    throw new PlainError(textOf(error));
  }
}

/** Prints rows under one header; columns never get narrower. */
function printer({ flags, env, out }: Invocation): (events: readonly Event[]) => void {
  const withNamespace = flags.bool('all-namespaces');
  const widths: number[] = [];
  let headed = flags.bool('no-headers');
  return (list) => {
    const rows = list.map((event) => {
      const { namespace, kind, name } = { ...event.involvedObject, namespace: event.metadata.namespace };
      const cells = [intervalOf(event, env.nowMs()), event.type, event.reason, `${kind}/${name}`];
      const all = [...(withNamespace ? [namespace] : []), ...cells, (event.message ?? '').trim()];
      return `${all.map((cell) => cell ?? '').join('\t')}\n`;
    });
    if (!headed) rows.unshift(`${withNamespace ? 'NAMESPACE\t' : ''}LAST SEEN\tTYPE\tREASON\tOBJECT\tMESSAGE\n`);
    headed = true;
    out(alignTabs(rows.join(''), TABLE_LAYOUT, widths));
  };
}

/** `-o name` prints nothing: a list has no name. */
function printList({ flags, env, out }: Invocation, sorted: readonly Event[]): void {
  const format = flags.string('output');
  if (format === 'name') return;
  const list = { kind: 'EventList', apiVersion: 'v1', metadata: {}, items: sorted.map(eventForm) };
  if (format === 'json') out(`${goJson(list, 4, false)}\n`);
  else out(objectPrinter(format, { files: env.files ?? new Map() })(list));
}

function* follow(
  invocation: Invocation,
  namespace: string,
  query: Query,
  print: (event: Event) => void,
): Process<void> {
  const { env, flags } = invocation;
  const watch = yield* openWatch(env, { resource: EVENTS, namespace }, query);
  const deadlineMs = deadlineOf(env, requestTimeoutMs(flags.string('request-timeout')));
  for (;;) {
    const event = yield* watch.next(deadlineMs);
    if (!event) break;
    if (event.type === 'ADDED' || event.type === 'MODIFIED') print(event.object as unknown as Event);
  }
  watch.stop();
}
