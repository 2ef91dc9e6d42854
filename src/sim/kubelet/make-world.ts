import { ContainerWorld } from '../containers/container-world.ts';
import type { Scope } from '../engine/scope.ts';
import type { Behaviour } from '../images/image.ts';
import type { LoadedServer } from '../images/server-model.ts';
import type { Runtime } from './runtime.ts';
import type { RuntimeContainer } from './runtime-container.ts';

/**
 * Makes the inside of a container, with the processes of the server that it is.
 * @param scope of the machine as long as it has power
 * @param isAdopted its server has been running already and gets its processes now
 */
export function makeWorld(
  runtime: Runtime,
  scope: Scope,
  container: RuntimeContainer,
  isAdopted: boolean,
): ContainerWorld {
  const { image, config, log, behaviour } = container;
  const { engine, random } = runtime.options;
  const world = new ContainerWorld({
    engine,
    scope,
    random,
    system: image.system,
    config,
    log,
    server: (words, variable) =>
      image.behave({ command: words, args: [], hasVariable: (name) => (variable(name) ?? '') !== '' }) ?? image.server,
    onFiles: () => runtime.onChange?.(container.sandbox.podUid),
    onMemory: () => runtime.onMemory?.(),
    grow: (bytes) => runtime.files.disk.grow(bytes),
    space: () => runtime.files.space(),
  });
  container.world = world;
  if (!behaviour) return world;
  const main = world.startServer(behaviour, container.startedMs, isAdopted);
  main.exited.onSettle(() => {
    if (scope.alive && container.world === world && container.state === 'running')
      runtime.exit(container, main.exitCode, world.outOfMemory && main.exitCode !== 0 ? 'OOMKilled' : '');
  });
  return world;
}

/** Whether a process of a container listens on a port. */
export function listensOn(container: RuntimeContainer, port: number, nowMs: number): boolean {
  const { behaviour, startedMs, world, loaded } = container;
  if (behaviour && !world?.mainServer && isOpen(behaviour, startedMs, loaded, port, nowMs)) return true;
  if (!world) return false;
  for (const one of world.servers) if (isOpen(one.behaviour, one.startedMs, one.loaded, port, nowMs)) return true;
  return false;
}

function isOpen(
  server: Behaviour,
  sinceMs: number,
  loaded: LoadedServer | undefined,
  port: number,
  nowMs: number,
): boolean {
  const ports = loaded?.ports ?? server.ports;
  return (ports === 'any' || ports.includes(port)) && nowMs >= sinceMs + server.startupMs;
}
