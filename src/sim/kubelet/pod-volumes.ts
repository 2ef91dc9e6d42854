import { CA_CERTIFICATE } from '../../api/cluster-ca.ts';
import type { KeyToPath, Volume as VolumeSpec } from '../../api/k8s/core-v1.gen.ts';
import type { Bytes } from '../../base/bytes.ts';
import { type DirNode, type FsNode, newDir, newFile } from '../shell/fs/node.ts';
import { newVolume, type Volume } from '../shell/fs/volume.ts';
import { ConfigProblem, type EnvSources, objectData } from './container-env.ts';
import { fieldValue, resourceValue } from './downward-api.ts';

/** A file that a volume shows, by its path inside it. */
interface Projected {
  readonly data: Bytes;
  readonly mode: number;
  /** Takes the place of the data of a file that is other each time it is read. */
  readonly generate?: () => Bytes;
}

const DEFAULT_MODE = 0o644;

/** Whether a volume's files come from the API, so that changes there reach it. */
export function isProjected({ configMap, secret, projected, downwardAPI }: VolumeSpec): boolean {
  return Boolean(configMap ?? secret ?? projected ?? downwardAPI);
}

/** Makes a volume as it is mounted for a Pod. Throws ConfigProblem when something it shows is missing. */
export function makeVolume(spec: VolumeSpec, sources: EnvSources, nowMs: number): Volume {
  if (!isProjected(spec)) return newVolume('/dev/vda1', nowMs);
  const volume: Volume = { ...newVolume('tmpfs', nowMs), readOnly: true };
  refreshVolume(volume, spec, sources, nowMs);
  return volume;
}

/**
 * Writes a projected volume anew: a directory named for the time, to which `..data` points, and links to its files.
 * Models pkg/volume/util/atomic_writer.go.
 */
export function refreshVolume(volume: Volume, spec: VolumeSpec, sources: EnvSources, nowMs: number): void {
  const files = projectedFiles(spec, sources);
  if (shows(volume, files)) return;
  const { owner } = volume;
  const root = newDir(owner, nowMs, 0o1777);
  const stamp = new Date(nowMs).toISOString().replace(/[-:]/g, '_').replace('T', '_').slice(0, 19);
  const dir = newDir(owner, nowMs);
  const link = (target: string): DirNode['children'] extends Map<string, infer N> ? N : never => ({
    type: 'link',
    owner,
    mode: 0o777,
    uid: 0,
    gid: 0,
    mtimeMs: nowMs,
    target,
  });
  for (const [path, { data, mode, generate }] of files) {
    const parts = path.split('/');
    let place = dir;
    for (const part of parts.slice(0, -1)) {
      const next = place.children.get(part);
      const inner = next?.type === 'dir' ? next : newDir(owner, nowMs);
      place.children.set(part, inner);
      place = inner;
    }
    const file = newFile(owner, nowMs, data, mode);
    place.children.set(parts.at(-1)!, generate ? { ...file, generate } : file);
    root.children.set(parts[0]!, link(`..data/${parts[0]}`));
  }
  const name = `..${stamp}.${String(Math.floor((nowMs % 1000) * 1e6)).padStart(9, '0')}`;
  root.children.set(name, dir);
  root.children.set('..data', link(name));
  volume.root = root;
}

/** Whether a volume has just these files already. */
function shows({ root }: Volume, files: ReadonlyMap<string, Projected>): boolean {
  const link = root.type === 'dir' ? root.children.get('..data') : undefined;
  const dir = root.type === 'dir' && link?.type === 'link' ? root.children.get(link.target) : undefined;
  if (!dir) return false;
  const isThere = ([path, { data, mode }]: readonly [string, Projected]): boolean => {
    const found = path
      .split('/')
      .reduce<FsNode | undefined>((at, part) => (at?.type === 'dir' ? at.children.get(part) : undefined), dir);
    return found?.type === 'file' && found.data === data && found.mode === mode;
  };
  return countFiles(dir) === files.size && [...files].every(isThere);
}

function countFiles(node: FsNode): number {
  if (node.type !== 'dir') return 1;
  return [...node.children.values()].reduce((sum, child) => sum + countFiles(child), 0);
}

function projectedFiles(spec: VolumeSpec, sources: EnvSources): Map<string, Projected> {
  const files = new Map<string, Projected>();
  const { configMap, secret, projected, downwardAPI } = spec;
  if (configMap) addObject(files, 'ConfigMap', configMap.name ?? '', configMap, sources);
  if (secret) addObject(files, 'Secret', secret.secretName ?? '', secret, sources);
  if (downwardAPI) addDownward(files, downwardAPI, sources);
  const { sources: parts = [], defaultMode = DEFAULT_MODE } = projected ?? {};
  for (const part of parts) {
    if (part.configMap?.name === 'kube-root-ca.crt') files.set('ca.crt', { data: CA_CERTIFICATE, mode: defaultMode });
    else if (part.configMap)
      addObject(files, 'ConfigMap', part.configMap.name ?? '', { ...part.configMap, defaultMode }, sources);
    if (part.secret) addObject(files, 'Secret', part.secret.name ?? '', { ...part.secret, defaultMode }, sources);
    if (part.downwardAPI) addDownward(files, { ...part.downwardAPI, defaultMode }, sources);
    const asked = part.serviceAccountToken;
    if (asked) files.set(asked.path, { data: '', mode: defaultMode, generate: () => sources.token(asked) });
  }
  return files;
}

function addObject(
  files: Map<string, Projected>,
  kind: 'ConfigMap' | 'Secret',
  name: string,
  options: { readonly items?: readonly KeyToPath[]; readonly optional?: boolean; readonly defaultMode?: number },
  sources: EnvSources,
): void {
  const object = sources.object(kind, name);
  const mode = options.defaultMode ?? DEFAULT_MODE;
  if (!object) {
    if (options.optional) return;
    throw new ConfigProblem(`${kind.toLowerCase()} "${name}" not found`);
  }
  const data = objectData(object);
  if (!options.items?.length) {
    for (const [key, value] of data) files.set(key, { data: value, mode });
    return;
  }
  for (const item of options.items) {
    const value = data.get(item.key);
    if (value !== undefined) files.set(item.path, { data: value, mode: item.mode ?? mode });
    else if (!options.optional) throw new ConfigProblem(missingKey(kind, item.key));
  }
}

function missingKey(kind: 'ConfigMap' | 'Secret', key: string): string {
  return kind === 'ConfigMap'
    ? `configmap references non-existent config key: ${key}`
    : `references non-existent secret key: ${key}`;
}

function addDownward(
  files: Map<string, Projected>,
  { items = [], defaultMode = DEFAULT_MODE }: NonNullable<VolumeSpec['downwardAPI']>,
  sources: EnvSources,
): void {
  for (const { path, fieldRef, resourceFieldRef, mode = defaultMode } of items) {
    const data = fieldRef
      ? fieldValue(sources, fieldRef.fieldPath)
      : resourceValue(sources, undefined, resourceFieldRef!);
    files.set(path, { data, mode });
  }
}
