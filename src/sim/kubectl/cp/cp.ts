import type { Pod } from '../../../api/k8s/core-v1.gen.ts';
import type { Process } from '../../../api/process.ts';
import { baseName, dirName, normalize } from '../../shell/fs/path.ts';
import { TAR_END, type TarEntry, tarEntry } from '../../shell/tools/lib/tar-format.ts';
import { PODS } from '../client/known.ts';
import type { Command } from '../command.ts';
import type { LocalFiles } from '../env.ts';
import { execIn } from '../exec/exec.ts';
import type { Invocation } from '../invocation.ts';
import { chosenContainer } from '../pod/containers.ts';
import { download } from './download.ts';

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

/** A file on this computer, where `pod` is '', or in a container. */
export interface Place {
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
  if (source.pod === '') {
    yield* upload(invocation, source.path, target, localFiles);
    return;
  }
  // What is said of the container, and what tar complains of, goes to kubectl's standard output.
  const told = { ...invocation, err: invocation.out };
  const pod = yield* podOf(invocation, source);
  yield* download(invocation, source, target.path, localFiles, (command, onStdout) =>
    execIn(told, pod, containerOf(told, pod), command, { stdin: false, tty: false, onStdout }),
  );
}

/** `[[namespace/]pod:]file`. Throws kubectl's error. */
function placeOf(text: string): Place {
  const wrong = new Error('filespec must match the canonical format: [[namespace/]pod:]file/path');
  const colon = text.indexOf(':');
  if (colon < 0) return { namespace: '', pod: '', path: withoutSlash(text) };
  if (colon === 0) throw wrong;
  const [first = '', second, ...more] = text.slice(0, colon).split('/');
  if (more.length > 0) throw wrong;
  const path = withoutSlash(text.slice(colon + 1));
  return second === undefined ? { namespace: '', pod: first, path } : { namespace: first, pod: second, path };
}

function withoutSlash(path: string): string {
  return path !== '/' && path.endsWith('/') ? path.slice(0, -1) : path;
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
  const isDirectory = yield* isRemoteDirectory(invocation, pod, container, target.path);
  const whole = isDirectory ? `${target.path}/${baseName(normalize(path, '/'))}` : target.path;
  const name = baseName(normalize(whole, '/'));
  const archive = [...entriesOf(files, path, name, invocation.env.nowMs())].map(tarEntry).join('');
  const plain = invocation.flags.bool('no-preserve') ? ['--no-same-permissions', '--no-same-owner'] : [];
  const command = ['tar', ...plain, '-xmf', '-', '-C', dirName(whole)];
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

/** Of directories only empty ones have an entry. */
function* entriesOf(files: LocalFiles, path: string, name: string, mtimeMs: number): Generator<TarEntry> {
  const base = { name, mtimeMs, target: '', data: '' };
  if (files.typeOf(path) === 'file') {
    yield { ...base, type: 'file', mode: 0o644, data: files.read(path) };
    return;
  }
  const children = files.list(path);
  if (children.length === 0) yield { ...base, type: 'dir', mode: 0o755 };
  for (const child of children) yield* entriesOf(files, `${path}/${child}`, `${name}/${child}`, mtimeMs);
}
