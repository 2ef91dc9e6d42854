import { notModelled } from '../programs.ts';
import type { Tool } from '../tools.ts';

/** The program that serves, wherever it is started. */
const SERVER = '@server:busybox-httpd';

/** busybox' web server: in the foreground with -f, else it goes to the background. */
const httpd: Tool = {
  names: ['httpd'],
  *run(proc, args) {
    const serve = proc.kernel.options.programs(SERVER);
    if (!serve) return yield* notModelled(proc);
    if (args.some((arg) => /^-\w*f/.test(arg))) return yield* serve(proc);
    const { argv, env, cwd, credentials, files, kernel } = proc;
    kernel.spawn({ argv, env, cwd, credentials, files, parent: kernel.procs.get(1) }, serve);
    return 0;
  },
};

export default httpd;
