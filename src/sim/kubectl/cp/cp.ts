import type { Pod } from '../../../api/k8s/core-v1.gen.ts';
import type { Process } from '../../../api/process.ts';
import { readTar, TAR_END, type TarEntry, tarEntry } from '../../shell/tools/lib/tar-format.ts';
import { PODS } from '../client/known.ts';
import type { Command } from '../command.ts';
import type { LocalFiles } from '../env.ts';
import { execIn } from '../exec/exec.ts';
import type { Invocation } from '../invocation.ts';
import { chosenContainer } from '../pod/containers.ts';

/** `kubectl cp`: archives that go through `tar` in the container. Models kubectl/pkg/cmd/cp. */
export const cpCommand: Command = {
  name: 'cp',
  flags: [
    { name: 'container', short: 'c', type: 'string' },
    { name: 'no-preserve', type: 'bool' },
    { name: 'retries', type: 'int', default: '0' },
  ],
  run: copy,
};

interface Place {
  readonly namespace: string;
  readonly pod: string;
  readonly path: string;
}

function* copy(invocation: Invocation): Process<void> {
  const [from, to, ...more] = invocation.args;
  if (from === undefined || to === undefined || more.length > 0) throw new Error('source and destination are required');
  const [source, target] = [placeOf(from), placeOf(to)];
  if (source.pod !== '' && target.pod !== '') throw new Error('one of src or dest must be a local file specification');
  if (source.path === '' || target.path === '') throw new Error('filepath can not be empty');
  const { localFiles } = invocation.env;
  if (source.pod === '' && target.pod === '') throw new Error('one of src or dest must be a remote file specification');
  if (!localFiles) throw new Error('this simulation has no local files here');
  if (source.pod !== '') yield* download(invocation, source, target.path, localFiles);
  else yield* upload(invocation, source.path, target, localFiles);
}

/** `[[namespace/]pod:]file`. Throws kubectl's error. */
function placeOf(text: string): Place {
  const wrong = new Error('filespec must match the canonical format: [[namespace/]pod:]file/path');
  const colon = text.indexOf(':');
  if (colon < 0) return { namespace: '', pod: '', path: text };
  if (colon === 0) throw wrong;
  const [first = '', second, ...more] = text.slice(0, colon).split('/');
  if (more.length > 0) throw wrong;
  const path = text.slice(colon + 1);
  return second === undefined ? { namespace: '', pod: first, path } : { namespace: first, pod: second, path };
}

/** That a container of the given name is there, the server checks. */
function containerOf(invocation: Invocation, pod: Pod): string {
  return invocation.flags.string('container') || chosenContainer(invocation, pod).name;
}

function* podOf({ api, namespace }: Invocation, place: Place): Process<Pod> {
  const target = { resource: PODS, namespace: place.namespace || namespace, name: place.pod };
  return (yield* api.get(target)) as unknown as Pod;
}

function* upload(invocation: Invocation, path: string, target: Place, files: LocalFiles): Process<void> {
  if (!files.typeOf(path)) throw new Error(`${path} doesn't exist in local filesystem`);
  const pod = yield* podOf(invocation, target);
  const container = containerOf(invocation, pod);
  const name = baseName(path);
  const isDirectory = target.path.endsWith('/') || (yield* isRemoteDirectory(invocation, pod, container, target.path));
  const whole = isDirectory ? `${target.path.replace(/\/+$/, '')}/${name}` : target.path;
  const slash = whole.lastIndexOf('/');
  const archive = [...entriesOf(files, path, whole.slice(slash + 1), invocation.env.nowMs())].map(tarEntry).join('');
  const directory = slash > 0 ? ['-C', whole.slice(0, slash)] : slash === 0 ? ['-C', '/'] : [];
  const command = ['tar', '-xmf', '-', ...directory];
  yield* execIn(invocation, pod, container, command, { stdin: true, tty: false, input: archive + TAR_END });
}

function* isRemoteDirectory(invocation: Invocation, pod: Pod, container: string, path: string): Process<boolean> {
  const quiet = { ...invocation, out: () => {}, err: () => {} };
  try {
    yield* execIn(quiet, pod, container, ['test', '-d', path], { stdin: false, tty: false });
    return true;
  } catch {
    return false;
  }
}

function* entriesOf(files: LocalFiles, path: string, name: string, mtimeMs: number): Generator<TarEntry> {
  const base = { name, mtimeMs, target: '', data: '' };
  if (files.typeOf(path) === 'file') {
    yield { ...base, type: 'file', mode: 0o644, data: files.read(path) };
    return;
  }
  yield { ...base, name: `${name}/`, type: 'dir', mode: 0o755 };
  for (const child of files.list(path)) yield* entriesOf(files, `${path}/${child}`, `${name}/${child}`, mtimeMs);
}

function* download(invocation: Invocation, source: Place, path: string, files: LocalFiles): Process<void> {
  const pod = yield* podOf(invocation, source);
  const container = containerOf(invocation, pod);
  let archive = '';
  const onStdout = (data: string): void => {
    archive += data;
  };
  // What tar complains of goes to kubectl's standard output.
  const complaining = { ...invocation, err: invocation.out };
  try {
    yield* execIn(complaining, pod, container, ['tar', 'cf', '-', source.path], { stdin: false, tty: false, onStdout });
  } catch (error) {
    // At the end of an archive kubectl has all that it wants, whatever tar's status is.
    if (!archive.endsWith(TAR_END)) throw error;
  }
  const prefix = source.path.replace(/^\/+/, '').replace(/\/+$/, '');
  const root = files.typeOf(path) === 'dir' ? `${path.replace(/\/+$/, '')}/${baseName(source.path)}` : path;
  for (const { name, type, data } of readTar(archive) ?? []) {
    const rest = name.replace(/\/+$/, '').slice(prefix.length);
    if (!name.startsWith(prefix) || rest.split('/').includes('..')) continue;
    if (type === 'dir') files.makeDir(root + rest);
    else if (type === 'file') files.write(root + rest, data);
  }
}

function baseName(path: string): string {
  return path.replace(/\/+$/, '').split('/').at(-1)!;
}
