import { jsonLogSystem } from '../component-logs.ts';
import { type Image, server } from '../image.ts';

const SERVER = server({ startupMs: 800, ports: [2379, 2381], cpuMilli: 20, memoryBytes: 60_000_000 });

/** The ports that it is told to listen on; without a word about it only clients are heard from elsewhere. */
function portsOf(words: readonly string[]): readonly number[] {
  const all = words.map((word, at) =>
    word.startsWith('--listen-') && !word.includes('=') ? `${word}=${words[at + 1]}` : word,
  );
  const urls = all.flatMap((word) => /^--listen-(?:client|peer|metrics)-urls=(.+)$/.exec(word)?.[1]?.split(',') ?? []);
  const ports = urls.map((url) => Number(/:(\d+)\/?$/.exec(url)?.[1] ?? 2379));
  return ports.length > 0 ? ports : SERVER.ports === 'any' ? [] : SERVER.ports;
}

/** The store of the control plane; what it does is worked out in etcd/. */
const image: Image = {
  names: ['registry.k8s.io/etcd'],
  hasTag: (tag) => /^3\.5\.\d+(-\d+)?$/.test(tag),
  sizeBytes: 57_680_541,
  role: 'etcd',
  behave: ({ command, args }) => ({ ...SERVER, ports: portsOf([...command, ...args]) }),
  system: (tag) =>
    jsonLogSystem(({ words }) => [
      ['etcdmain/etcd.go:73', `"msg":"Running: ","args":${JSON.stringify(words)}`],
      ['embed/etcd.go:310', `"msg":"starting an etcd server","etcd-version":"${tag.replace(/-\d+$/, '')}"`],
      ['etcdserver/backend.go:81', '"msg":"opened backend db","path":"/var/lib/etcd/member/snap/db"'],
      ['membership/cluster.go:584', '"msg":"set initial cluster version","cluster-version":"3.5"'],
      ['api/capability.go:75', '"msg":"enabled capabilities for version","cluster-version":"3.5"'],
      [
        'embed/serve.go:210',
        '"msg":"serving client traffic securely","traffic":"grpc+http","address":"127.0.0.1:2379"',
      ],
      ['etcdmain/main.go:44', '"msg":"notifying init daemon"'],
    ]),
};

export default image;
