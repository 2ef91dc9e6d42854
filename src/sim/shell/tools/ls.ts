import type { Process } from '../../../api/process.ts';
import { errorText } from '../errors.ts';
import { entriesOf, type FsNode, sizeOf } from '../fs/node.ts';
import { joinPath } from '../fs/path.ts';
import type { Proc } from '../kernel/proc.ts';
import { ttyOf } from '../kernel/tty.ts';
import type { Tool } from '../tools.ts';
import { strftime } from './lib/clock.ts';
import { isBusybox } from './lib/input.ts';
import { modeText } from './lib/mode.ts';
import { options } from './lib/options.ts';
import { humanSize } from './lib/sizes.ts';
import { readPasswd } from './lib/users.ts';

interface Entry {
  readonly name: string;
  readonly node: FsNode;
  readonly path: string;
}

/** Lists directories. */
const ls: Tool = {
  names: ['ls', 'll'],
  *run(proc, args) {
    const { flags, operands } = options(args, 'alA1RrtSdhFispnCxLH', {
      all: 'a',
      color: 'C',
      recursive: 'R',
      dereference: 'L',
    });
    const files: Entry[] = [];
    const dirs: Entry[] = [];
    let status = 0;
    for (const path of operands.length > 0 ? operands : ['.']) {
      try {
        const follows = flags.has('L') || flags.has('H') || (!flags.has('l') && !flags.has('d'));
        const { node } = proc.kernel.fs.resolve(path, proc.cwd, follows || path.endsWith('/'));
        const isDir = node.type === 'dir' && !flags.has('d');
        (isDir ? dirs : files).push({ name: path, node, path });
      } catch (error) {
        const why = errorText(error);
        yield* proc.complain(isBusybox(proc) ? `ls: ${path}: ${why}` : `ls: cannot access '${path}': ${why}`);
        status = isBusybox(proc) ? 1 : 2;
      }
    }
    yield* print(proc, sorted(files, flags), flags);
    const headed = operands.length > 1 || flags.has('R');
    let isFirst = files.length === 0;
    for (const dir of sorted(dirs, flags)) isFirst = yield* listDir(proc, dir, flags, headed, isFirst);
    return status;
  },
};

function* listDir(
  proc: Proc,
  dir: Entry,
  flags: ReadonlySet<string>,
  headed: boolean,
  isFirst: boolean,
): Process<boolean> {
  if (headed) yield* proc.print(`${isFirst ? '' : '\n'}${dir.path}:\n`);
  const entries = childrenOf(proc, dir, flags);
  if (flags.has('l')) yield* proc.print(`total ${entries.reduce((sum, { node }) => sum + blocks(node), 0)}\n`);
  yield* print(proc, entries, flags);
  if (flags.has('R')) {
    for (const child of entries) {
      if (child.node.type === 'dir' && child.name !== '.' && child.name !== '..') {
        yield* listDir(proc, child, flags, true, false);
      }
    }
  }
  return false;
}

function childrenOf(proc: Proc, dir: Entry, flags: ReadonlySet<string>): Entry[] {
  const { fs } = proc.kernel;
  const hidden = flags.has('a') || flags.has('A');
  const names = fs.list(dir.path, proc.cwd).filter((name) => hidden || !name.startsWith('.'));
  const entries = names.flatMap((name): Entry[] => {
    const path = joinPath(dir.path, name);
    const found = (flags.has('L') && fs.find(path, proc.cwd)) || fs.find(path, proc.cwd, false);
    return found ? [{ name, node: found.node, path }] : [];
  });
  const list = sorted(entries, flags);
  if (!flags.has('a')) return list;
  const dots = ['.', '..'].map((name): Entry => {
    const path = joinPath(dir.path, name);
    return { name, node: fs.resolve(path, proc.cwd).node, path };
  });
  return [...dots, ...list];
}

function sorted(entries: readonly Entry[], flags: ReadonlySet<string>): Entry[] {
  const size = (node: FsNode): number => (node.type === 'file' ? sizeOf(node) : 0);
  const list = [...entries].sort((a, b) => {
    const order = flags.has('t') ? b.node.mtimeMs - a.node.mtimeMs : flags.has('S') ? size(b.node) - size(a.node) : 0;
    return order || (a.name < b.name ? -1 : 1);
  });
  return flags.has('r') ? list.reverse() : list;
}

function* print(proc: Proc, entries: readonly Entry[], flags: ReadonlySet<string>): Process<void> {
  if (entries.length === 0) return;
  const mark = ({ node }: Entry): string =>
    flags.has('F') || flags.has('p')
      ? node.type === 'dir'
        ? '/'
        : node.type === 'link' && flags.has('F')
          ? '@'
          : ''
      : '';
  if (flags.has('l')) yield* printLong(proc, entries, flags, mark);
  else if (proc.files.get(1)?.isTty && !flags.has('1')) {
    yield* proc.print(
      columns(
        entries.map((entry) => entry.name + mark(entry)),
        ttyOf(proc.files.get(1))?.columns ?? 80,
      ),
    );
  } else yield* proc.print(entries.map((entry) => `${entry.name}${mark(entry)}\n`).join(''));
}

function* printLong(
  proc: Proc,
  entries: readonly Entry[],
  flags: ReadonlySet<string>,
  mark: (entry: Entry) => string,
): Process<void> {
  const users = readPasswd(proc);
  const user = (id: number): string => (flags.has('n') ? String(id) : (users.get(id) ?? String(id)));
  const rows = entries.map(({ node }) => {
    const bytes =
      node.type === 'file' ? sizeOf(node) : node.type === 'link' ? node.target.length : node.type === 'dir' ? 4096 : 0;
    const links =
      node.type === 'dir' ? 2 + [...entriesOf(node).values()].filter(({ type }) => type === 'dir').length : 1;
    const size = node.type === 'device' ? '1,   3' : flags.has('h') ? humanSize(bytes, isBusybox(proc)) : String(bytes);
    return { links: String(links), user: user(node.uid), group: user(node.gid), size };
  });
  const width = (key: keyof (typeof rows)[number], least: number): number =>
    Math.max(least, ...rows.map((row) => row[key].length));
  const busybox = isBusybox(proc);
  const [links, users_, groups, sizes] = busybox
    ? [5, 8, 8, 9]
    : [width('links', 1), width('user', 1), width('group', 1), width('size', 1)];
  for (const [index, entry] of entries.entries()) {
    const { node } = entry;
    const row = rows[index]!;
    const target = node.type === 'link' ? ` -> ${node.target}` : '';
    const isOld = Math.abs(proc.kernel.unixMs - node.mtimeMs) > 15_552_000_000;
    const time = strftime(isOld ? '%b %e  %Y' : '%b %e %H:%M', node.mtimeMs);
    yield* proc.print(
      `${modeText(node.type, node.mode)} ${row.links.padStart(links)} ${row.user.padEnd(users_)} ${row.group.padEnd(groups)} ${row.size.padStart(sizes)} ${time} ${entry.name}${mark(entry)}${target}\n`,
    );
  }
}

function blocks(node: FsNode): number {
  if (node.type === 'dir') return 4;
  return node.type === 'file' ? Math.ceil(sizeOf(node) / 4096) * 4 : 0;
}

function columns(names: readonly string[], width: number): string {
  const column = Math.max(...names.map((name) => name.length)) + 2;
  const across = Math.max(1, Math.floor(width / column));
  const down = Math.ceil(names.length / across);
  let text = '';
  for (let row = 0; row < down; row++) {
    let line = '';
    for (let i = row; i < names.length; i += down) line += names[i]!.padEnd(column);
    text += `${line.trimEnd()}\n`;
  }
  return text;
}

export default ls;
