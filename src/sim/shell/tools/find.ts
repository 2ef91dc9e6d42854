import type { Process } from '../../../api/process.ts';
import { contentOf, entriesOf, type FsNode, sizeOf } from '../fs/node.ts';
import { baseName, joinPath } from '../fs/path.ts';
import { patternToRegExp } from '../interpreter/pattern.ts';
import type { Proc } from '../kernel/proc.ts';
import type { Tool } from '../tools.ts';
import { removeTree } from './file-tools.ts';
import { isBusybox } from './lib/input.ts';
import { runCommand } from './lib/run-command.ts';

interface Visited {
  readonly path: string;
  readonly node: FsNode;
  readonly depth: number;
}

type Test = (visited: Visited) => Process<boolean>;

/** Walks trees and does something with what it finds. */
const find: Tool = {
  names: ['find'],
  *run(proc, args) {
    let at = args.findIndex((arg) => /^[-!(]/.test(arg));
    if (at < 0) at = args.length;
    const paths = at === 0 ? ['.'] : args.slice(0, at);
    const plan = parse(proc, args.slice(at));
    if (typeof plan === 'string') {
      yield* proc.complain(plan);
      return 1;
    }
    let status = 0;
    for (const path of paths) {
      const found = proc.kernel.fs.find(path, proc.cwd, false);
      if (!found) {
        yield* proc.complain(
          isBusybox(proc) ? `find: ${path}: No such file or directory` : `find: '${path}': No such file or directory`,
        );
        status = 1;
      } else yield* visit({ path, node: found.node, depth: 0 }, plan);
    }
    for (const finish of plan.finish) yield* finish();
    return status;
  },
};

interface Plan {
  readonly test: Test;
  readonly minDepth: number;
  readonly maxDepth: number;
  readonly finish: (() => Process<void>)[];
}

function* visit(visited: Visited, plan: Plan): Process<void> {
  const { node, path, depth } = visited;
  if (depth >= plan.minDepth) yield* plan.test(visited);
  if (node.type !== 'dir' || depth >= plan.maxDepth) return;
  for (const [name, child] of [...entriesOf(node)].sort(([a], [b]) => (a < b ? -1 : 1))) {
    yield* visit({ path: joinPath(path, name), node: child, depth: depth + 1 }, plan);
  }
}

function parse(proc: Proc, words: readonly string[]): Plan | string {
  let i = 0;
  let acts = false;
  let minDepth = 0;
  let maxDepth = Infinity;
  const finish: Plan['finish'] = [];
  const print: Test = function* ({ path }) {
    yield* proc.print(`${path}\n`);
    return true;
  };
  const or = (): Test => {
    const alternatives = [and()];
    while (words[i] === '-o' || words[i] === '-or') {
      i++;
      alternatives.push(and());
    }
    return alternatives.length === 1 ? alternatives[0]! : either(alternatives);
  };
  const and = (): Test => {
    const tests: Test[] = [];
    while (i < words.length && words[i] !== '-o' && words[i] !== '-or' && words[i] !== ')') {
      if (words[i] === '-a' || words[i] === '-and') i++;
      else tests.push(one());
    }
    return all(tests);
  };
  const one = (): Test => {
    const word = words[i++]!;
    if (word === '!' || word === '-not') return not(one());
    if (word === '(') {
      const inner = or();
      i++;
      return inner;
    }
    if (word === '-print' || word === '-print0' || word === '-delete') acts = true;
    if (word === '-print') return print;
    if (word === '-maxdepth' || word === '-mindepth') {
      if (word === '-maxdepth') maxDepth = Number(words[i++]);
      else minDepth = Number(words[i++]);
      return all([]);
    }
    if (word === '-exec') {
      acts = true;
      const end = words.findIndex(
        (other, at) => at >= i && (other === ';' || (other === '+' && words[at - 1] === '{}')),
      );
      const command = words.slice(i, end);
      const together = words[end] === '+';
      i = end + 1;
      return together ? batch(proc, command.slice(0, -1), finish) : each(proc, command);
    }
    const takes = word in TAKES_VALUE ? words[i++]! : '';
    const test = primary(proc, word, takes);
    if (!test) throw new Unknown(word);
    return test;
  };
  try {
    const test = or();
    return { test: acts ? test : all([test, print]), minDepth, maxDepth, finish };
  } catch (error) {
    if (!(error instanceof Unknown)) throw error;
    return isBusybox(proc) ? `find: unrecognized: ${error.word}` : `find: unknown predicate \`${error.word}'`;
  }
}

class Unknown {
  readonly word: string;

  constructor(word: string) {
    this.word = word;
  }
}

const TAKES_VALUE = {
  '-name': 1,
  '-iname': 1,
  '-path': 1,
  '-type': 1,
  '-size': 1,
  '-newer': 1,
  '-mtime': 1,
  '-mmin': 1,
  '-perm': 1,
  '-user': 1,
};

function primary(proc: Proc, word: string, value: string): Test | undefined {
  const plain = (holds: (visited: Visited) => boolean): Test =>
    function* (visited) {
      return holds(visited);
    };
  const ageMs = ({ node }: Visited): number => proc.kernel.unixMs - node.mtimeMs;
  switch (word) {
    case '-name':
      return plain(({ path }) => patternToRegExp(value).test(baseName(path)));
    case '-iname':
      return plain(({ path }) => patternToRegExp(value.toLowerCase()).test(baseName(path).toLowerCase()));
    case '-path':
      return plain(({ path }) => patternToRegExp(value).test(path));
    case '-type': {
      const kinds: Record<string, string> = { f: 'file', d: 'dir', l: 'link', c: 'device' };
      return plain(({ node }) => node.type === kinds[value]);
    }
    case '-empty':
      return plain(({ node }) =>
        node.type === 'file' ? contentOf(node) === '' : node.type === 'dir' && entriesOf(node).size === 0,
      );
    case '-size': {
      const unit = { c: 1, k: 1024, M: 1_048_576, G: 1_073_741_824 }[value.slice(-1)] ?? 512;
      return plain(({ node }) => within(Math.ceil((node.type === 'file' ? sizeOf(node) : 0) / unit), value));
    }
    case '-mtime':
      return plain((visited) => within(Math.floor(ageMs(visited) / 86_400_000), value));
    case '-mmin':
      return plain((visited) => within(Math.floor(ageMs(visited) / 60_000), value));
    case '-newer': {
      const than = proc.kernel.fs.find(value, proc.cwd)?.node.mtimeMs ?? 0;
      return plain(({ node }) => node.mtimeMs > than);
    }
    case '-perm':
      return plain(({ node }) => node.mode === Number.parseInt(value.replace(/^[-/]/, ''), 8));
    case '-print0':
      return function* ({ path }) {
        yield* proc.print(`${path}\0`);
        return true;
      };
    case '-delete':
      return function* ({ path }) {
        removeTree(proc, path, true);
        return true;
      };
    default:
      return undefined;
  }
}

function within(amount: number, wanted: string): boolean {
  const limit = Number(/\d+/.exec(wanted)?.[0] ?? 0);
  return wanted.startsWith('+') ? amount > limit : wanted.startsWith('-') ? amount < limit : amount === limit;
}

function all(tests: readonly Test[]): Test {
  return function* (visited) {
    for (const test of tests) if (!(yield* test(visited))) return false;
    return true;
  };
}

function either(tests: readonly Test[]): Test {
  return function* (visited) {
    for (const test of tests) if (yield* test(visited)) return true;
    return false;
  };
}

function not(test: Test): Test {
  return function* (visited) {
    return !(yield* test(visited));
  };
}

function each(proc: Proc, command: readonly string[]): Test {
  return function* ({ path }) {
    return (
      (yield* runCommand(
        proc,
        command.map((word) => word.replaceAll('{}', path)),
      )) === 0
    );
  };
}

function batch(proc: Proc, command: readonly string[], finish: Plan['finish']): Test {
  const paths: string[] = [];
  finish.push(function* () {
    if (paths.length > 0) yield* runCommand(proc, [...command, ...paths]);
  });
  return function* ({ path }) {
    paths.push(path);
    return true;
  };
}

export default find;
