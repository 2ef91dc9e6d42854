import { type Process, sleep } from '../../api/process.ts';
import { formatDuration } from '../../base/duration.ts';
import type { Random } from '../../base/random.ts';
import { spawnGuarded } from '../client/guard.ts';
import { configIn, corefilePath, loadedWith, runningLines } from '../images/coredns/model.ts';
import type { RuntimeContainer } from '../kubelet/runtime-container.ts';
import { filesOf } from '../kubelet/server-files.ts';
import type { NameServerConfig } from '../network/dns/corefile/config.ts';
import { CorefileError, digestOf, parseCorefile } from '../network/dns/corefile/syntax.ts';
import { runningConfig } from '../network/dns/name-servers.ts';
import { DNS_IP } from '../network/dns/names.ts';
import type { Network } from '../network/network.ts';
import type { Machine } from './machine.ts';
import { createRoleProcesses, type RoleProcesses } from './role-processes.ts';

const ROLE = 'coredns';
/** From its start until CoreDNS asks itself whether it asks itself. */
const LOOP_CHECK_MS = 1_000;

/** Lets every CoreDNS look for a new Corefile, and for a loop of forwarding. Models plugin/reload and plugin/loop. */
export function createNameServerProcesses({ network }: { readonly network: Network }): RoleProcesses<unknown> {
  const { engine } = network;
  return createRoleProcesses(ROLE, (machine, container) => {
    const scope = machine.host.scope.child(ROLE);
    const random = engine.random.fork(`${ROLE} ${container.id}`);
    spawnGuarded(engine, scope, watch(machine, container, random));
    return { scope };
  });
}

function* watch(machine: Machine, container: RuntimeContainer, random: Random): Process {
  yield* sleep(LOOP_CHECK_MS);
  const first = runningConfig(container);
  const loop = first && loopIn(first, container);
  if (loop !== undefined) {
    write(container, machine, `[FATAL] ${loop}`);
    machine.runtime.exit(container, 1);
    return;
  }
  let seen = first?.digest;
  for (;;) {
    const config = runningConfig(container);
    // It looks no more once the Corefile has no such line.
    if (!config?.reload) return;
    const { intervalMs, jitterMs } = config.reload;
    yield* sleep(intervalMs + random.uniform(-jitterMs, jitterMs));
    if (machine.runtime.freezes(ROLE)) continue;
    seen = look(machine, container, seen);
  }
}

/** Reads the Corefile and takes it on if it is another one. Returns the sum of what it has read. */
function look(machine: Machine, container: RuntimeContainer, seen: string | undefined): string | undefined {
  const files = filesOf(machine.runtime, container);
  const { words } = container.config;
  const path = corefilePath(words) ?? '';
  if (files.find(path, '/')?.node.type !== 'file') return seen;
  const say = (line: string): void => write(container, machine, line);
  let digest: string;
  try {
    digest = digestOf(parseCorefile(path, files.readFile(path, '/')));
  } catch (problem) {
    if (!(problem instanceof CorefileError)) throw problem;
    say(`[WARNING] plugin/reload: Corefile parse failed: ${problem.message}`);
    return seen;
  }
  if (digest === seen) return seen;
  say('[INFO] Reloading');
  try {
    const config = configIn(files, words);
    takeOn(container, config, say);
  } catch (problem) {
    if (!(problem instanceof CorefileError)) throw problem;
    const text = `starting with listener file descriptors: ${problem.message}`;
    say(`[ERROR] plugin/reload: Corefile changed but reload failed: ${text}`);
  }
  return digest;
}

function takeOn(container: RuntimeContainer, config: NameServerConfig, say: (line: string) => void): void {
  const before = runningConfig(container);
  const loaded = loadedWith(config);
  const main = container.world?.mainServer;
  if (main) main.loaded = loaded;
  else container.loaded = loaded;
  if (before && before.lameduckMs > 0)
    say(`[INFO] plugin/health: Going into lameduck mode for ${formatDuration(before.lameduckMs)}`);
  for (const line of runningLines(config)) if (line.startsWith('[')) say(line);
  say('[INFO] Reloading complete');
}

/** What CoreDNS says when a question that it forwards comes back to it. */
function loopIn({ servers }: NameServerConfig, container: RuntimeContainer): string | undefined {
  const { ip } = container.sandbox;
  for (const { forwards, findsLoops, zones } of servers) {
    if (!findsLoops) continue;
    for (const { to, from } of forwards) {
      const targets = to.flatMap((one) =>
        one === '/etc/resolv.conf'
          ? [...container.config.files().resolvConf.matchAll(/^nameserver\s+(\S+)/gm)].map(([, server]) => server!)
          : one.replace(/:\d+$/, ''),
      );
      const own = targets.find((target) => target.startsWith('127.') || target === ip || target === DNS_IP);
      if (own === undefined) continue;
      const zone = zones.includes(from) ? from : (zones[0] ?? from);
      const query = `HINFO ${digits(container.id, 0)}.${digits(container.id, 24)}.${zone === '.' ? '' : zone}`;
      const way = own.startsWith('127.') ? '127.0.0.1' : own;
      const more = 'see https://coredns.io/plugins/loop#troubleshooting';
      return `plugin/loop: Loop (${way}:${40_000 + (container.id.length % 9_000)} -> :53) detected for zone "${zone}", ${more}. Query: "${query}"`;
    }
  }
  return undefined;
}

function digits(id: string, from: number): string {
  return BigInt(`0x${id.slice('containerd://'.length + from, 'containerd://'.length + from + 16)}`).toString();
}

function write(container: RuntimeContainer, { runtime }: Machine, line: string): void {
  const stream = line.startsWith('[FATAL]') ? 'stderr' : 'stdout';
  container.log.writeLine(stream, line, runtime.options.engine.unixMs);
}
