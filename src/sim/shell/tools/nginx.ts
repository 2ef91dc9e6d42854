import { SIGQUIT, SIGTERM } from '../kernel/signals.ts';
import { notModelled } from '../programs.ts';
import type { Tool } from '../tools.ts';
import { options } from './lib/options.ts';

/** The program that serves: images name it so. */
const SERVER = '@server';

/** The web server's own command: its version, its test, signals to the one that runs; else it serves. */
const nginx: Tool = {
  names: ['nginx'],
  *run(proc, args) {
    const { flags, values } = options(args, 'vVtTqs:g:c:p:');
    if (flags.has('v') || flags.has('V')) {
      yield* proc.complain('nginx version: nginx/1.27.5');
      return 0;
    }
    if (flags.has('t') || flags.has('T')) {
      yield* proc.complain(
        'nginx: the configuration file /etc/nginx/nginx.conf syntax is ok\nnginx: configuration file /etc/nginx/nginx.conf test is successful',
      );
      return 0;
    }
    const signal = values.get('s');
    if (signal === undefined) return yield* (proc.kernel.options.programs(SERVER) ?? notModelled)(proc);
    if (!/^(stop|quit|reload|reopen)$/.test(signal)) {
      yield* proc.complain(`nginx: invalid option: "-s ${signal}"`);
      return 1;
    }
    yield* proc.complain('2026/01/05 00:00:00 [notice] 1#1: signal process started');
    const main = [...proc.kernel.procs.values()].find((one) => one !== proc && one.name === 'nginx');
    if (signal === 'stop' || signal === 'quit')
      (main ?? proc.kernel.procs.get(1))?.signal(signal === 'quit' ? SIGQUIT : SIGTERM);
    return 0;
  },
};

export default nginx;
