import type { Process } from '../../../api/process.ts';
import type { Bytes } from '../../../base/bytes.ts';
import { goQuote } from '../../../base/go-quote.ts';
import { dirName, normalize } from '../../shell/fs/path.ts';
import { readTar, TAR_END, type TarEntry } from '../../shell/tools/lib/tar-format.ts';
import type { LocalFiles } from '../env.ts';
import type { Invocation } from '../invocation.ts';
import type { Place } from './cp.ts';

/** Runs a command in the container; tells what it prints as it comes. Throws its exit code as an error. */
type Run = (command: readonly string[], onStdout: (data: Bytes) => void) => Process<void>;

/** Copies files out of a container. Models CopyOptions.copyFromPod. */
export function* download(
  invocation: Invocation,
  source: Place,
  path: string,
  files: LocalFiles,
  run: Run,
): Process<void> {
  const archive = yield* fetch(invocation, source.path, run);
  const prefix = withoutShortcuts(clean(source.path.replace(/^[/\\]+/, '')));
  const target = clean(path);
  let isWarned = false;
  for (const entry of readTar(archive) ?? []) {
    if (!entry.name.startsWith(prefix)) throw new Error('tar contents corrupted');
    const at = clean(`${path}/${entry.name.slice(prefix.length)}`);
    if (!isInside(target, at)) {
      invocation.err(`warning: file ${goQuote(at)} is outside target destination, skipping\n`);
    } else if (entry.type === 'link') {
      warnOfLink(invocation, source, at, entry, isWarned);
      isWarned = true;
    } else write(files, at, entry);
  }
}

/** The archive; a connection that breaks before its end is made again as often as `--retries` says. */
function* fetch({ flags, out }: Invocation, path: string, run: Run): Process<Bytes> {
  const most = flags.int('retries');
  let archive = '';
  for (let retries = 0; ; retries++) {
    const command =
      most === 0
        ? ['tar', 'cf', '-', path]
        : ['sh', '-c', `tar cf - ${path} | tail -c+${retries === 0 ? 0 : archive.length + 1}`];
    try {
      yield* run(command, (data) => {
        archive += data;
      });
    } catch (error) {
      // At the end of an archive kubectl has all that it wants, whatever tar's status is.
      if (!archive.endsWith(TAR_END)) throw error;
    }
    if (archive.endsWith(TAR_END)) return archive;
    if (most >= 0 && retries >= most) {
      out(`Dropping out copy after ${retries} retries\n`);
      return archive;
    }
    out(`Resuming copy at ${archive.length} bytes, retry ${retries + 1}/${most}\n`);
  }
}

function write(files: LocalFiles, at: string, { type, data }: TarEntry): void {
  if (type === 'dir') files.makeDir(at);
  else if (files.typeOf(at) === 'dir') throw new Error(`open ${at}: is a directory`);
  else {
    files.makeDir(dirName(at));
    files.write(at, data);
  }
}

function warnOfLink({ err }: Invocation, { namespace, pod, path }: Place, at: string, entry: TarEntry, again: boolean) {
  const instead = `kubectl exec -n ${goQuote(namespace)} ${goQuote(pod)} -- tar cf - ${goQuote(path)} | tar xf -`;
  const advice = again ? '' : ` (consider using "${instead}")`;
  err(`warning: skipping symlink: ${goQuote(at)} -> ${goQuote(entry.target)}${advice}\n`);
}

/** A path by its text alone, as Go's path.Clean makes it. */
function clean(path: string): string {
  if (path.startsWith('/')) return normalize(path);
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  return parts.join('/') || '.';
}

/** What would lead out of a directory is taken away from the beginning of a path. */
function withoutShortcuts(path: string): string {
  const rest = path.replace(/^(\.\.\/)+/, '');
  return rest === '.' || rest === '..' ? '' : rest.replace(/^\//, '');
}

function isInside(target: string, at: string): boolean {
  return target === '.'
    ? !/^(\/|\.\.(\/|$))/.test(at)
    : at === target || at.startsWith(`${target.replace(/\/$/, '')}/`);
}
