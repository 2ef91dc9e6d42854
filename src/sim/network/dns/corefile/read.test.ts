import { expect, test } from 'vitest';
import { readCorefile } from './read.ts';

const FILE = '/etc/coredns/Corefile';
const block = (...lines: string[]): string => `.:53 {\n${lines.map((line) => `    ${line}\n`).join('')}}\n`;

test.each<[why: string, text: string, message: string]>([
  [
    'a word that is no plugin',
    block('errors', 'proxy . 8.8.8.8'),
    `${FILE}:3 - Error during parsing: Unknown directive 'proxy'`,
  ],
  [
    'a block that does not end',
    '.:53 {\n errors\n',
    `${FILE}:2 - Syntax error: Unexpected token 'errors', expecting '}'`,
  ],
  ['a plugin’s block that does not end', '.:53 {\n health {\n', `${FILE}:2 - Error during parsing: Unexpected EOF`],
  [
    'a brace too many on a line',
    block('errors }'),
    `${FILE}:2 - Error during parsing: Unexpected '}' because no matching opening brace`,
  ],
  ['a zone twice', `${block('errors')}${block('errors')}`, 'cannot serve dns://.:53 - it is already defined'],
  [
    'an option that is gone',
    block('kubernetes cluster.local {', '  upstream', '}'),
    `plugin/kubernetes: ${FILE}:3 - Error during parsing: unknown property 'upstream'`,
  ],
  [
    'a mode of Pods that is none',
    block('kubernetes cluster.local {', '  pods all', '}'),
    'plugin/kubernetes: wrong value for pods: all,  must be one of: disabled, verified, insecure',
  ],
  [
    'a time to live that is too long',
    block('kubernetes cluster.local {', '  ttl 9000', '}'),
    `plugin/kubernetes: ${FILE}:3 - Error during parsing: ttl must be in range [0, 3600]: 9000`,
  ],
  ['a plugin twice', block('cache 30', 'cache 10'), 'plugin/cache: this plugin can only be used once per Server Block'],
  ['a cache that keeps nothing', block('cache 0'), 'plugin/cache: cache TTL can not be zero or negative: 0'],
  ['a server that is no address', block('forward . nowhere'), 'plugin/forward: not an IP address or file: "nowhere"'],
  [
    'nobody to forward to',
    block('forward .'),
    `plugin/forward: ${FILE}:2 - Error during parsing: Wrong argument count or unexpected line ending after '.'`,
  ],
  ['looking too often', block('reload 1s'), 'plugin/reload: interval value must be greater or equal to 2s'],
  [
    'a lameduck time without a unit',
    block('health {', '  lameduck 5', '}'),
    `plugin/health: unable to parse lameduck duration value: '5' : time: missing unit in duration "5"`,
  ],
  ['a rewrite of nothing', block('rewrite'), 'plugin/rewrite: no rule type specified for rewrite'],
  ['a rewrite of what it cannot', block('rewrite colour a b'), 'plugin/rewrite: invalid rule type "colour"'],
])('%s is refused', (_why, text, message) => {
  expect(() => readCorefile(FILE, text)).toThrow(new Error(message));
});

test('what a Corefile says is read', () => {
  const { digest: _digest, ...read } = readCorefile(
    FILE,
    `(errs) {
  errors
}
.:53 {
  import errs
  health :8085 {
    lameduck 3s
  }
  ready
  kubernetes cluster.local 10.96.0.0/16 {
    pods verified
    fallthrough in-addr.arpa
    ttl 10
  }
  hosts {
    10.1.2.3 box.home # at home
    fallthrough
  }
  rewrite name suffix .corp .default.svc.cluster.local
  forward . 8.8.8.8 1.1.1.1 {
    policy sequential
    except corp
  }
  cache 30 {
    denial 100 5
    disable success cluster.local
  }
  reload 10s 2s
}
corp:53 {
  forward . 10.0.0.1
}
`,
  );
  const none = { zones: ['corp.'], port: 53, logs: false, logsErrors: false, findsLoops: false, balances: false };
  expect(read).toEqual({
    ports: [53, 8181, 8085],
    lameduckMs: 3000,
    reload: { intervalMs: 10_000, jitterMs: 2000 },
    servers: [
      {
        ...none,
        zones: ['.'],
        logsErrors: true,
        cache: {
          zones: ['.'],
          success: { most: 30, least: 5 },
          denial: { most: 5, least: 5 },
          successExcept: ['cluster.local.'],
          denialExcept: [],
        },
        rewrites: [
          {
            how: 'suffix',
            from: '.corp.',
            to: '.default.svc.cluster.local.',
            answers: [],
            isAuto: false,
            continues: false,
          },
        ],
        hosts: {
          file: '/etc/hosts',
          lines: ['10.1.2.3 box.home'],
          zones: ['.'],
          fallthrough: ['.'],
          ttl: 3600,
          reverse: true,
        },
        kubernetes: {
          zones: ['cluster.local.', '96.10.in-addr.arpa.'],
          pods: 'verified',
          endpointPodNames: false,
          namespaces: [],
          fallthrough: ['in-addr.arpa.'],
          ttl: 10,
          noEndpoints: false,
          ignoresEmpty: false,
        },
        forwards: [{ from: '.', to: ['8.8.8.8', '1.1.1.1'], except: ['corp.'], policy: 'sequential' }],
      },
      {
        ...none,
        cache: undefined,
        rewrites: [],
        hosts: undefined,
        kubernetes: undefined,
        forwards: [{ from: '.', to: ['10.0.0.1'], except: [], policy: 'random' }],
      },
    ],
  });
});
