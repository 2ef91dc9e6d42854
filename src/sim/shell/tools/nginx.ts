import type { Process } from '../../../api/process.ts';
import type { Proc } from '../kernel/proc.ts';
import { SIGHUP, SIGQUIT, SIGTERM, SIGUSR1 } from '../kernel/signals.ts';
import { notModelled } from '../programs.ts';
import type { Tool } from '../tools.ts';
import { options } from './lib/options.ts';

/** The program that serves: images name it so. */
const SERVER = '@server';
/** What checks a configuration: the image's. */
const CHECK = '@check';
const SIGNALS: Readonly<Record<string, number>> = { stop: SIGTERM, quit: SIGQUIT, reload: SIGHUP, reopen: SIGUSR1 };

/** The web server's own command: its version, its test, signals to the one that runs; else it serves. */
const nginx: Tool = {
  names: ['nginx'],
  *run(proc, args) {
    const { flags, values, unknown } = options(args, 'vVtTqs:g:c:p:e:h?');
    if (unknown) {
      yield* proc.complain(`nginx: invalid option: "${unknown}"`);
      return 1;
    }
    if (flags.has('v') || flags.has('V')) {
      yield* proc.complain(`nginx version: nginx/${proc.env.get('NGINX_VERSION') ?? '1.27.5'}`);
      return 0;
    }
    const path = values.get('c') ?? '/etc/nginx/nginx.conf';
    if (flags.has('t') || flags.has('T')) return yield* test(proc, path, flags);
    const signal = values.get('s');
    if (signal !== undefined) return yield* send(proc, signal);
    const serve = proc.kernel.options.programs(SERVER) ?? notModelled;
    const isForeground = /daemon\s+off/.test(values.get('g') ?? '') || /^\s*daemon\s+off/m.test(textOf(proc, path));
    if (isForeground || proc.kernel.options.programs(SERVER) === undefined) return yield* serve(proc);
    const problem = (yield* check(proc)) ?? 0;
    if (problem !== 0) return problem;
    const { argv, env, cwd, credentials, files } = proc;
    proc.kernel.spawn({ argv, env, cwd, credentials, files, parent: proc.kernel.procs.get(1) }, serve);
    return 0;
  },
};

function textOf(proc: Proc, path: string): string {
  const found = proc.kernel.fs.find(path, '/');
  return found?.node.type === 'file' ? proc.kernel.fs.readFile(path, '/') : '';
}

/** Says what is wrong with the configuration; undefined where nothing is. */
function* check(proc: Proc): Process<number | undefined> {
  const checks = proc.kernel.options.programs(CHECK);
  const status = checks ? yield* checks(proc) : 0;
  return status === 0 ? undefined : status;
}

function* test(proc: Proc, path: string, flags: ReadonlySet<string>): Process<number> {
  const status = yield* check(proc);
  if (status !== undefined) {
    yield* proc.complain(`nginx: configuration file ${path} test failed`);
    return status;
  }
  if (!flags.has('q')) {
    yield* proc.complain(
      `nginx: the configuration file ${path} syntax is ok\nnginx: configuration file ${path} test is successful`,
    );
  }
  if (flags.has('T')) yield* proc.print(`# configuration file ${path}:\n${textOf(proc, path)}\n`);
  return 0;
}

/** `-s`: the configuration is read first, then the one that runs gets a signal. */
function* send(proc: Proc, name: string): Process<number> {
  const signal = SIGNALS[name];
  if (signal === undefined) {
    yield* proc.complain(`nginx: invalid option: "-s ${name}"`);
    return 1;
  }
  const status = yield* check(proc);
  if (status !== undefined) return status;
  const time = new Date(proc.kernel.unixMs).toISOString().slice(0, 19).replaceAll('-', '/').replace('T', ' ');
  yield* proc.complain(`${time} [notice] ${proc.pid}#${proc.pid}: signal process started`);
  const main = [...proc.kernel.procs.values()].find(
    (one) => one !== proc && one.name === 'nginx' && one.parent?.name !== 'nginx' && one.comm !== undefined,
  );
  if (!main) {
    yield* proc.complain(`nginx: [error] invalid PID number "" in "/run/nginx.pid"`);
    return 1;
  }
  main.signal(signal, proc.pid);
  return 0;
}

export default nginx;
