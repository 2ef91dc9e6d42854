import type { Proc } from '../kernel/proc.ts';
import type { Tool } from '../tools.ts';
import { readPasswd } from './lib/users.ts';

/** Who and where: `id`, `whoami`, `hostname`, `uname`, `nproc`, `arch`, `logname`, `tty`. */
const identity: Tool = {
  names: ['id', 'whoami', 'hostname', 'uname', 'nproc', 'arch', 'logname', 'tty', 'groups'],
  *run(proc, args, name) {
    const { facts } = proc.kernel.options;
    const { uid, gid } = proc.credentials;
    const users = readPasswd(proc);
    const user = users.get(uid);
    switch (name) {
      case 'hostname': {
        yield* proc.print(`${hostname(proc, args[0])}\n`);
        return 0;
      }
      case 'nproc':
        yield* proc.print(`${facts().cpus}\n`);
        return 0;
      case 'arch':
        yield* proc.print('x86_64\n');
        return 0;
      case 'tty':
        yield* proc.print(proc.files.get(0)?.isTty ? '/dev/pts/0\n' : 'not a tty\n');
        return proc.files.get(0)?.isTty ? 0 : 1;
      case 'uname':
        yield* proc.print(`${uname(args, facts().hostname, facts().kernelRelease)}\n`);
        return 0;
      case 'groups':
        yield* proc.print(`${gid === 0 ? 'root' : gid}\n`);
        return 0;
      case 'id': {
        const flag = args.find((arg) => arg.startsWith('-')) ?? '';
        const label = (n: number): string => (n === 0 ? '0(root)' : users.has(n) ? `${n}(${users.get(n)})` : String(n));
        const groups = [gid, ...(proc.credentials.groups ?? [])].filter((one, i, all) => all.indexOf(one) === i);
        if (flag.includes('u')) yield* proc.print(`${flag.includes('n') ? (user ?? uid) : uid}\n`);
        else if (flag.includes('g')) yield* proc.print(`${flag.includes('n') && gid === 0 ? 'root' : gid}\n`);
        else if (flag.includes('G')) yield* proc.print(`${groups.join(' ')}\n`);
        else yield* proc.print(`uid=${label(uid)} gid=${label(gid)} groups=${groups.map(label).join(',')}\n`);
        return 0;
      }
      default:
        if (user === undefined) {
          yield* proc.complain(`whoami: unknown uid ${uid}`);
          return 1;
        }
        yield* proc.print(`${user}\n`);
        return 0;
    }
  },
};

function hostname(proc: Proc, flag: string | undefined): string {
  const name = proc.kernel.options.facts().hostname;
  const { fs, options } = proc.kernel;
  switch (flag) {
    case '-i':
    case '-I':
      return options.network?.ip ?? '127.0.0.1';
    case '-s':
      return name.split('.')[0]!;
    case '-f':
    case '-d': {
      // The first name that /etc/hosts has for it is the whole one.
      const hosts = fs.find('/etc/hosts', '/') ? fs.readFile('/etc/hosts', '/') : '';
      const rows = hosts.split('\n').map((line) => line.replace(/#.*/, '').trim().split(/\s+/).slice(1));
      const full = rows.find((names) => names.includes(name))?.[0] ?? name;
      return flag === '-f' ? full : full.split('.').slice(1).join('.');
    }
    default:
      return name;
  }
}

function uname(args: readonly string[], hostname: string, release: string): string {
  const letters = args.join('').replaceAll('-', '') || 's';
  const parts: Record<string, string> = {
    s: 'Linux',
    n: hostname,
    r: release,
    v: '#1 SMP PREEMPT_DYNAMIC',
    m: 'x86_64',
    o: 'GNU/Linux',
  };
  const wanted = letters.includes('a')
    ? 'snrvmo'
    : 'snrvmo'
        .split('')
        .filter((letter) => letters.includes(letter))
        .join('');
  return [...wanted].map((letter) => parts[letter]).join(' ');
}

export default identity;
