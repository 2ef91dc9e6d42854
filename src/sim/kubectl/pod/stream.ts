import type { Status } from '../../../api/k8s/meta-v1.gen.ts';
import type { Process } from '../../../api/process.ts';
import { type Bytes, decodeUtf8, encodeUtf8 } from '../../../base/bytes.ts';
import { ERROR, RESIZE, STDERR, STDIN, STDOUT } from '../../apiserver/channels.ts';
import { CodedError, PlainError, statusError } from '../errors.ts';
import type { Invocation } from '../invocation.ts';
import { type Connection, connect } from './connection.ts';
import { createUtf8Stream } from './utf8-stream.ts';

/** How a command in a container is connected. */
export interface StreamOptions {
  readonly stdin: boolean;
  readonly tty: boolean;
  /** Gets standard output as bytes, instead of the screen. */
  readonly onStdout?: (data: Bytes) => void;
  /** Takes the place of standard input. */
  readonly input?: Bytes;
}

/** Whether `-t` can be had; says so if not. Models StreamOptions.SetupTTY. */
export function setupTty({ env, err, flags }: Invocation, stdin: boolean, tty: boolean): boolean {
  if (!tty || !stdin) return false;
  if (env.terminal) return true;
  if (!flags.bool('quiet')) err('Unable to use a TTY - input is not a terminal or the right kind of file\n');
  return false;
}

/** Runs a connection until the command has ended. Throws its exit code as an error. */
export function* runStream(invocation: Invocation, path: string, options: StreamOptions): Process<void> {
  const { env } = invocation;
  const connection = yield* connect(invocation, 'POST', path);
  const raw = options.tty && options.stdin ? env.terminal : undefined;
  const scope = env.scope.child('input');
  try {
    if (raw) watchTerminal(invocation, connection);
    if (options.input !== undefined) {
      connection.send(STDIN, options.input);
      connection.close(STDIN);
    } else if (options.stdin) env.engine.spawn(pump(invocation, connection), scope);
    yield* show(invocation, connection, options);
  } finally {
    scope.kill();
    raw?.setRaw(false);
  }
}

function watchTerminal({ env }: Invocation, connection: Connection): void {
  const { terminal } = env;
  if (!terminal) return;
  const tellSize = (): void => {
    const { columns, rows } = terminal;
    connection.send(RESIZE, `{"Width":${columns},"Height":${rows}}`);
  };
  terminal.setRaw(true, tellSize);
  tellSize();
}

function* pump({ env }: Invocation, connection: Connection): Process<void> {
  if (!env.input) {
    if (env.stdin) connection.send(STDIN, encodeUtf8(env.stdin));
    connection.close(STDIN);
    return;
  }
  for (;;) {
    const data = yield* env.input.read();
    if (data === '') break;
    connection.send(STDIN, data);
  }
  connection.close(STDIN);
}

function* show({ out, err }: Invocation, connection: Connection, { onStdout }: StreamOptions): Process<void> {
  const [stdout, stderr] = [createUtf8Stream(), createUtf8Stream()];
  let status: Status | undefined;
  for (;;) {
    const piece = yield* connection.next();
    if (!piece) break;
    if (piece.channel === STDOUT && onStdout) onStdout(piece.data);
    else if (piece.channel === STDOUT) out(stdout(piece.data));
    else if (piece.channel === STDERR) err(stderr(piece.data));
    else if (piece.channel === ERROR) status = JSON.parse(decodeUtf8(piece.data)) as Status;
  }
  if (status && status.status !== 'Success') throw failureOf(status);
}

/** What a Status on the error channel means. Models remotecommand's errorDecoderV4. */
function failureOf(status: Status): Error {
  if (status.reason === 'NonZeroExitCode') {
    const cause = status.details?.causes?.find(({ reason }) => reason === 'ExitCode');
    const code = Number(cause?.message ?? 1);
    return new CodedError(new PlainError(`command terminated with exit code ${code}`), code);
  }
  if (status.reason === 'InternalError' || !status.reason) return new Error(status.message ?? 'unknown error');
  return statusError(status.code ?? 500, status);
}
