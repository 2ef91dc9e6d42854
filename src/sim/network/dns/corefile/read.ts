import type { NameServerConfig, Rewrite, ServerConfig } from './config.ts';
import { cacheOf, forwardOf, hostsOf, kubernetesOf, lameduckOf, reloadOf } from './plugins.ts';
import { rewriteOf } from './rewrite-rule.ts';
import { CorefileError, digestOf, parseCorefile, type ServerBlock, type Token } from './syntax.ts';
import { normalZone, type Use, usesOf } from './words.ts';

/** The plugins that CoreDNS is built with, in the order in which they are set up. */
const PLUGINS =
  'root metadata geoip cancel tls timeouts reload nsid bufsize bind debug trace ready health pprof prometheus errors log dnstap local dns64 acl any chaos loadbalance tsig cache rewrite header dnssec autopath minimal template transfer hosts route53 azure clouddns k8s_external kubernetes file auto secondary etcd loop forward grpc erratic whoami on sign view'.split(
    ' ',
  );
const KNOWN: ReadonlySet<string> = new Set(PLUGINS);

/**
 * Reads a Corefile. Throws CorefileError in CoreDNS' words: what is no Corefile, what no plugin is called, and what a
 * plugin refuses. Plugins that are not modelled are passed over.
 */
export function readCorefile(file: string, text: string): NameServerConfig {
  const blocks = parseCorefile(file, text, (word) => KNOWN.has(word));
  const ports = new Set<number>();
  const taken = new Set<string>();
  for (const { keys } of blocks) {
    for (const key of keys) {
      const [zone, port] = [normalZone(key), portOf(key)];
      const whole = `dns://${zone}:${port}`;
      if (taken.has(whole)) throw new CorefileError(`cannot serve ${whole} - it is already defined`);
      taken.add(whole);
      ports.add(port);
    }
  }
  const setUp = blocks.map((block) => new Setup(file, block));
  for (const name of PLUGINS) for (const one of setUp) one.take(name, ports);
  return {
    servers: setUp.map((one) => one.server),
    ports: [...ports],
    lameduckMs: Math.max(0, ...setUp.map(({ lameduckMs }) => lameduckMs)),
    reload: setUp.find(({ reload }) => reload)?.reload,
    digest: digestOf(blocks),
  };
}

function portOf(key: string): number {
  return Number(/:(\d+)$/.exec(key)?.[1] ?? 53);
}

/** Sets the plugins of a block up, one after the other. */
class Setup {
  server: ServerConfig;
  lameduckMs = 0;
  reload: NameServerConfig['reload'];
  private readonly file: string;
  private readonly directives: ReadonlyMap<string, readonly Token[]>;

  constructor(file: string, { keys, directives }: ServerBlock) {
    this.file = file;
    this.directives = directives;
    this.server = {
      zones: keys.map(normalZone),
      port: portOf(keys[0] ?? ''),
      logs: directives.has('log'),
      logsErrors: directives.has('errors'),
      findsLoops: directives.has('loop'),
      balances: directives.has('loadbalance'),
      cache: undefined,
      rewrites: [],
      hosts: undefined,
      kubernetes: undefined,
      forwards: [],
    };
  }

  take(name: string, ports: Set<number>): void {
    const words = this.directives.get(name);
    if (!words) return;
    try {
      const uses = usesOf(this.file, name, words);
      this.set(name, uses, ports);
    } catch (problem) {
      throw new CorefileError(`plugin/${name}: ${(problem as Error).message}`);
    }
  }

  private set(name: string, uses: readonly Use[], ports: Set<number>): void {
    const { zones } = this.server;
    const last = uses.at(-1)!;
    const address = (standard: number): number => Number(/:(\d+)$/.exec(last.args[0] ?? '')?.[1] ?? standard);
    if (name === 'health') {
      this.lameduckMs = lameduckOf(last);
      ports.add(address(8080));
    } else if (name === 'ready') ports.add(address(8181));
    else if (name === 'prometheus') ports.add(address(9153));
    else if (name === 'reload') this.reload = last.args[0] === 'off' ? undefined : reloadOf(uses);
    else if (name === 'cache') this.server = { ...this.server, cache: cacheOf(uses, zones) };
    else if (name === 'kubernetes') this.server = { ...this.server, kubernetes: kubernetesOf(uses, zones) };
    else if (name === 'hosts') this.server = { ...this.server, hosts: hostsOf(uses, zones) };
    else if (name === 'forward') this.server = { ...this.server, forwards: uses.map(forwardOf) };
    else if (name === 'rewrite') {
      const rewrites = uses.map(rewriteOf).filter((one): one is Rewrite => one !== undefined);
      this.server = { ...this.server, rewrites };
    } else if (name === 'loop' && last.args.length > 0) throw last.badCount();
  }
}
