import { type Process, wait } from '../../../api/process.ts';
import { queryText } from '../client/api.ts';
import { PODS } from '../client/known.ts';
import { resourcePath } from '../client/resource.ts';
import { textOf } from '../errors.ts';
import type { Invocation } from '../invocation.ts';
import { connect } from '../pod/connection.ts';
import { createUtf8Stream } from '../pod/utf8-stream.ts';
import type { LogSource } from './sources.ts';

type Parameters = Readonly<Record<string, string>>;

/** Prints logs one after the other. */
export function* printLogs(invocation: Invocation, sources: readonly LogSource[], query: Parameters): Process<void> {
  for (const source of sources) {
    try {
      yield* printOne(invocation, source, query);
    } catch (error) {
      if (!invocation.flags.bool('ignore-errors')) throw error;
      invocation.out(`error: ${textOf(error)}\n`);
    }
  }
}

/** Follows several logs at once. */
export function* printLogsTogether(
  invocation: Invocation,
  sources: readonly LogSource[],
  query: Parameters,
): Process<void> {
  const { engine, scope } = invocation.env;
  const all = sources.map((source) => engine.spawn(printLogs(invocation, [source], query), scope));
  for (const each of all) yield* wait(each);
}

function* printOne(invocation: Invocation, { pod, container }: LogSource, query: Parameters): Process<void> {
  const { api, flags } = invocation;
  const { name = '', namespace = '' } = pod.metadata;
  const path = resourcePath(PODS, namespace, name, 'log') + queryText({ ...query, container });
  const withPrefix = flags.bool('prefix') || flags.bool('all-pods');
  const print = lines(invocation, withPrefix ? `[pod/${name}/${container}] ` : '');
  if (!flags.bool('follow')) {
    const { body } = yield* api.raw('GET', path);
    print(typeof body === 'string' ? body : '');
    print('', true);
    return;
  }
  const connection = yield* connect(invocation, 'GET', path);
  const decode = createUtf8Stream();
  for (;;) {
    const piece = yield* connection.next();
    if (!piece) break;
    print(decode(piece.data));
  }
  print('', true);
}

/** Prints text as it comes; with a prefix, line by line. */
function lines({ out }: Invocation, prefix: string): (text: string, end?: boolean) => void {
  let held = '';
  return (text, end = false) => {
    if (prefix === '') {
      if (text !== '') out(text);
      return;
    }
    held += text;
    const cut = end ? held.length : held.lastIndexOf('\n') + 1;
    const whole = held.slice(0, cut);
    held = held.slice(cut);
    if (whole !== '') out(whole.replace(/[^\n]*\n|[^\n]+$/g, (line) => prefix + line));
  };
}
