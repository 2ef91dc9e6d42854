import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { knownDifference } from '../../sim/testing/parity/known-differences.ts';
import { describeDifference, type ItemResult } from '../../sim/testing/parity/result.ts';
import { runCaseFile, runGoldenFile } from '../../sim/testing/parity/run-file.ts';
import { type Arguments, parseArguments, UsageError } from '../arguments.ts';
import { type Output, processOutput } from '../output.ts';
import { defaultFolders, type Folders, filesOf, manifestReader, type SourceFile } from './folders.ts';
import { record } from './record.ts';

const USAGE = `npm run parity [-- --cases DIR] [--golden DIR] [--only FILE]
    compares the simulation with behaviour cases and recordings of a real cluster; --only runs the files whose name
    ends or begins with FILE, e.g. errors.json, cases/, golden/apply/; --record writes down what agrees now, so that the
    tests hold it
`;
/** So many differences of one item are printed. */
const SHOWN = 8;

/** The command: exit status 0 when everything could be run, 2 for wrong usage. */
export function parityCommand(argv: readonly string[], root: string, output: Output = processOutput): number {
  try {
    const args = parseArguments(argv, ['cases', 'golden', 'only'], ['help', 'record']);
    if (args.flags.has('help')) output.stdout(USAGE);
    else runAll(args, root, output);
    return 0;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    output.stderr(`${error.message}\n\n${USAGE}`);
    return 2;
  }
}

function runAll(args: Arguments, root: string, output: Output): void {
  const folders = foldersOf(args, root);
  const only = args.flags.get('only');
  const files = filesOf(folders).filter(({ name }) => !only || isWanted(name, only));
  if (files.length === 0) throw new UsageError(`no file ${only ? `is called ${only}` : 'there'}`);
  let agreeing = 0;
  let total = 0;
  const differing = new Map<string, readonly string[]>();
  for (const file of files) {
    const items = runFile(file, folders, root);
    const agree = items.filter(({ differences }) => differences.length === 0).length;
    agreeing += agree;
    total += items.length;
    output.stdout(`${file.name}: ${agree} of ${items.length} agree\n`);
    for (const item of items) output.stdout(describeItem(file, item));
    const others = items.filter(({ differences }) => differences.length > 0).map(({ id }) => id);
    differing.set(
      file.name,
      [...new Set(others)].filter((id) => !knownDifference(file.name, id)),
    );
  }
  if (args.flags.has('record')) {
    for (const lost of record(root, differing)) output.stderr(`agreed before: ${lost}\n`);
  }
  output.stdout(`${agreeing} of ${total} agree\n`);
}

function foldersOf({ flags }: Arguments, root: string): Folders {
  const standard = defaultFolders(root);
  const folder = (name: 'cases' | 'golden'): string => {
    const given = flags.get(name);
    if (given !== undefined && !existsSync(given)) throw new UsageError(`no such folder: ${given}`);
    return given === undefined ? standard[name] : resolve(given);
  };
  return { cases: folder('cases'), golden: folder('golden') };
}

function isWanted(name: string, only: string): boolean {
  const wanted = [only, `${only}.json`];
  return wanted.some((text) => name === text || name.endsWith(`/${text}`)) || name.startsWith(only);
}

/** Runs a file; one that cannot be read does not agree. */
export function runFile(
  { kind, path, fullPath }: SourceFile,
  { golden }: Folders,
  root: string,
): readonly ItemResult[] {
  let data: unknown;
  try {
    data = JSON.parse(readFileSync(fullPath, 'utf8'));
  } catch (error) {
    return [{ id: path, differences: [{ path: '', expected: 'JSON', actual: (error as Error).message }] }];
  }
  if (kind === 'cases') return runCaseFile(path, data);
  return runGoldenFile(path, data, { manifest: manifestReader(root, golden) });
}

function describeItem(file: SourceFile, { id, differences }: ItemResult): string {
  if (differences.length === 0) return '';
  const reason = knownDifference(file.name, id);
  const lines = differences.slice(0, SHOWN).map((difference) => `    ${describeDifference(difference)}`);
  const more = differences.length > SHOWN ? [`    … and ${differences.length - SHOWN} more`] : [];
  return `${[`  ${id}${reason ? ` (known: ${reason})` : ''}`, ...lines, ...more].join('\n')}\n`;
}
