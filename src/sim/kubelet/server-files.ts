import { imageFiles } from '../containers/image-tree.ts';
import { startLines } from '../containers/server-program.ts';
import type { ImageSystem } from '../images/image.ts';
import type { LoadedServer, ServerLine, StartPlace, StartProblem } from '../images/server-model.ts';
import type { FileSystem } from '../shell/fs/file-system.ts';
import { SIGTERM } from '../shell/kernel/signals.ts';
import type { Runtime } from './runtime.ts';
import type { RuntimeContainer } from './runtime-container.ts';

/** Every Pod has its token there; no server reads it. */
const TOKENS = '/var/run/secrets/kubernetes.io';

/** Whether a container's files are other than its image's: volumes are mounted, or somebody has looked inside. */
export function hasOwnFiles({ world, config }: RuntimeContainer): boolean {
  return world?.kernel.hasFiles === true || config.mountPaths().some((path) => !path.startsWith(TOKENS));
}

/** The files that a container's server reads; of one that has none of its own the image's, which all share. */
export function filesOf(runtime: Runtime, container: RuntimeContainer): FileSystem {
  return hasOwnFiles(container) || container.image.system.keepsData
    ? runtime.worldOf(container).kernel.fs
    : imageFiles(container.image.system);
}

/** Whether volumes hide what a server reads when it starts. */
export function hasOwnConfiguration({ image, config }: RuntimeContainer): boolean {
  const places = image.system.model?.configuredBy?.(config.words) ?? [];
  if (places.length > 0 && (config.readOnlyRoot || config.credentials.uid !== 0)) return true;
  return config
    .mountPaths()
    .some(
      (path) =>
        !path.startsWith(TOKENS) &&
        places.some((place) => `${path}/`.startsWith(`${place}/`) || `${place}/`.startsWith(`${path}/`)),
    );
}

const loadedServers = new WeakMap<ImageSystem, Map<string, LoadedServer | StartProblem>>();

/** What the server of an image reads of the image's own files: the same for all its containers with the same words. */
export function loadedFromImage(container: RuntimeContainer): LoadedServer | StartProblem | undefined {
  const { image, config } = container;
  const { system } = image;
  if (!system.model?.load) return undefined;
  let known = loadedServers.get(system);
  if (!known) {
    known = new Map();
    loadedServers.set(system, known);
  }
  const key = config.words.join('\0');
  let loaded = known.get(key);
  if (!loaded) {
    loaded = system.model.load(placeOf(container, imageFiles(system)));
    known.set(key, loaded);
  }
  return loaded;
}

/** What the server of a container writes when it starts. */
export function startLinesOf(container: RuntimeContainer, unixMs: number): readonly ServerLine[] {
  const { system } = container.image;
  const start = { behaviour: container.behaviour!, model: system.model, startLog: system.startLog ?? [] };
  return startLines(start, () => ({ ...placeOf(container, imageFiles(system)), unixMs }));
}

/** What the server of a container writes when the runtime stops it. */
export function stopLinesOf(container: RuntimeContainer, unixMs: number): readonly ServerLine[] {
  const { model } = container.image.system;
  if (!model) return [];
  const signal = model.stopSignal ?? SIGTERM;
  const running = container.world?.mainServer;
  const models = running ? [] : (model.workers?.(placeOf(container, imageFiles(container.image.system))) ?? []);
  const workers = running ? running.workers.map(({ pid }) => pid) : models.map((_, i) => (model.pidsUsed ?? 2) + i);
  const stopMs = stopMsOf(container);
  const own = stopMs === undefined ? {} : { stopMs };
  const place = { unixMs, pid: running?.proc.pid ?? 1, signal, sender: 0, workers, newWorkers: [], ...own };
  return model.signals[signal]?.log?.(place) ?? [];
}

/** How long the server of a container goes on after SIGTERM, where its configuration says so. */
export function stopMsOf({ world, loaded }: RuntimeContainer): number | undefined {
  return (world?.mainServer?.loaded ?? loaded)?.stopMs;
}

function placeOf({ config }: RuntimeContainer, files: FileSystem): StartPlace {
  const facts = config.facts();
  return {
    files,
    words: config.words,
    cwd: config.cwd,
    pid: 1,
    unixMs: 0,
    hostname: facts.hostname,
    ip: config.ip,
    cpus: facts.cpus,
    uid: config.credentials.uid,
    variable: (name) => config.env().get(name),
    resolves: (host) => config.network()?.resolve(host) !== undefined,
  };
}
