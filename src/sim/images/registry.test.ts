import { describe, expect, test } from 'vitest';
import type { Behaviour } from './image.ts';
import { createRegistry } from './registry.ts';

const registry = createRegistry([
  { name: 'shop:2.0', startupMs: 5000, crashAfterMs: 20_000, exitCode: 3 },
  { name: 'nginx:1.25-broken', exitCode: 1 },
]);

/** Its canonical name, or the beginning of why not. */
function look(image: string): string {
  const found = registry.lookup(image);
  if ('image' in found) return found.image.name;
  return 'error' in found
    ? found.error.replace(/^.*?(not found|pull access denied).*$/, '$1')
    : `invalid: ${found.invalidName}`;
}

describe('what can be pulled', () => {
  const cases: readonly [string, string, string][] = [
    ['a name without tag means latest', 'nginx', 'docker.io/library/nginx:latest'],
    ['a release that exists', 'nginx:1.14.2', 'docker.io/library/nginx:1.14.2'],
    ['the minor version alone', 'nginx:1.25', 'docker.io/library/nginx:1.25'],
    ['a variant', 'nginx:1.27.5-alpine', 'docker.io/library/nginx:1.27.5-alpine'],
    ['a minor of the language', 'node:20.11-alpine', 'docker.io/library/node:20.11-alpine'],
    ['a minor that the language never had', 'node:20.99', 'not found'],
    ['an older minor of the database', 'postgres:13.4', 'docker.io/library/postgres:13.4'],
    ['the database has no patches', 'postgres:13.4.1', 'not found'],
    ['a point release of the system', 'debian:12.5-slim', 'docker.io/library/debian:12.5-slim'],
    ['the client', 'curlimages/curl:8.0.1', 'docker.io/curlimages/curl:8.0.1'],
    ['a release of the database', 'mysql:8.0', 'docker.io/library/mysql:8.0'],
    ['a database of a version that never was', 'mysql:8.9', 'not found'],
    ['a patch of the database', 'postgres:16.4', 'docker.io/library/postgres:16.4'],
    [
      'the guestbook’s store',
      'registry.k8s.io/redis@sha256:cb111d1bd870a6a471385a4a69ad17469d326e9dd91e0e455350cacf36e1b3ee',
      'registry.k8s.io/redis@sha256:cb111d1bd870a6a471385a4a69ad17469d326e9dd91e0e455350cacf36e1b3ee',
    ],
    ['the echo server', 'hashicorp/http-echo:0.2.3', 'docker.io/hashicorp/http-echo:0.2.3'],
    ['a tag that the echo server never had', 'hashicorp/http-echo:0.3', 'not found'],
    [
      'the DNS tools of the documentation',
      'registry.k8s.io/e2e-test-images/jessie-dnsutils:1.3',
      'registry.k8s.io/e2e-test-images/jessie-dnsutils:1.3',
    ],
    ['a slip in a name of a user', 'traefic/whoami', 'pull access denied'],
    ['letters swapped', 'rabbtimq', 'pull access denied'],
    ['an image of a company that nobody knows', 'bitnami/nginx:1.27', 'docker.io/bitnami/nginx:1.27'],
    ['a tag that never existed', 'nginx:1.161', 'not found'],
    ['a slip of the pen', 'ngnix', 'pull access denied'],
    ['a letter left out', 'ngin:1.25', 'pull access denied'],
    ['an unknown name', 'my-shop:7', 'docker.io/library/my-shop:7'],
    ['an unknown registry', 'registry.example.com/team/app:1', 'registry.example.com/team/app:1'],
    ['a pushed image', 'shop:2.0', 'docker.io/library/shop:2.0'],
    ['a pushed tag of a known image', 'nginx:1.25-broken', 'docker.io/library/nginx:1.25-broken'],
    ['the decks’ images', 'dlops/tic-tac-toe', 'docker.io/dlops/tic-tac-toe:latest'],
    [
      'capital letters',
      'Nginx',
      `invalid: couldn't parse image name "Nginx": invalid reference format: repository name (library/Nginx) must be lowercase`,
    ],
    ['no name at all', ':1', `invalid: couldn't parse image name ":1": invalid reference format`],
  ];
  for (const [title, image, expected] of cases) test(title, () => expect(look(image)).toBe(expected));
});

describe('what containers do', () => {
  const short = (behaviour: Behaviour | undefined): object | undefined =>
    behaviour && {
      startupMs: behaviour.startupMs,
      exitAfterMs: behaviour.exitAfterMs,
      exitCode: behaviour.exitCode,
      stopMs: behaviour.stopMs,
    };
  const cases: readonly [string, string, string[], string[], object | undefined][] = [
    [
      'a pushed image crashes when told to',
      'shop:2.0',
      [],
      [],
      { startupMs: 5000, exitAfterMs: 20_000, exitCode: 3, stopMs: 100 },
    ],
    [
      'an exit code alone means at once',
      'nginx:1.25-broken',
      [],
      [],
      { startupMs: 300, exitAfterMs: 0, exitCode: 1, stopMs: 100 },
    ],
    ['busybox runs its shell', 'busybox', [], [], undefined],
    ['a command of busybox is run as it stands', 'busybox', ['sleep', '3600'], [], undefined],
    ['a server with a command of its own runs that', 'nginx', ['false'], [], undefined],
    [
      'the server by its own name is the server',
      'nginx',
      ['nginx', '-g', 'daemon off;'],
      [],
      { startupMs: 300, exitAfterMs: undefined, exitCode: 0, stopMs: 100 },
    ],
    [
      'arguments alone are the server’s',
      'redis',
      [],
      ['--appendonly', 'yes'],
      { startupMs: 200, exitAfterMs: undefined, exitCode: 0, stopMs: 100 },
    ],
    [
      'a liveness server of the tests',
      'registry.k8s.io/e2e-test-images/agnhost:2.40',
      [],
      ['liveness'],
      { startupMs: 200, exitAfterMs: undefined, exitCode: 0, stopMs: 20 },
    ],
    [
      'one that lingers after SIGTERM',
      'registry.k8s.io/e2e-test-images/agnhost:2.40',
      [],
      ['serve-hostname'],
      { startupMs: 200, exitAfterMs: undefined, exitCode: 0, stopMs: 60_000 },
    ],
    [
      'a tool of the tests is run',
      'registry.k8s.io/e2e-test-images/agnhost:2.40',
      [],
      ['connect', 'web:80'],
      undefined,
    ],
    [
      'process 1 without a handler does not react to SIGTERM',
      'node:22',
      [],
      ['node', 'server.js'],
      { startupMs: 900, exitAfterMs: undefined, exitCode: 0, stopMs: Infinity },
    ],
    [
      'an echo server without its text ends',
      'hashicorp/http-echo',
      [],
      [],
      { startupMs: 500, exitAfterMs: 20, exitCode: 127, stopMs: 100 },
    ],
    ['arguments that name another program are run', 'redis', [], ['sh', '-c', 'exit 1'], undefined],
  ];
  for (const [title, name, command, args, expected] of cases) {
    test(title, () => {
      const found = registry.lookup(name);
      expect('image' in found && short(found.image.behave({ command, args }))).toEqual(expected);
    });
  }
});

test('each registry says in its own way that it has no such repository', () => {
  const errorOf = (image: string): string => {
    const found = registry.lookup(image);
    return 'error' in found ? found.error.replace(/^.*failed to resolve reference "[^"]*": /, '') : '';
  };
  expect(errorOf('quay.io/curl/crul:8.1.0')).toBe(
    'unexpected status from HEAD request to https://quay.io/v2/curl/crul/manifests/8.1.0: 401 UNAUTHORIZED',
  );
  expect(errorOf('gcr.io/google-samples/gb-fronted:v4')).toBe(
    'failed to authorize: failed to fetch anonymous token: unexpected status from GET request to https://gcr.io/v2/token?scope=repository%3Agoogle-samples%2Fgb-fronted%3Apull&service=gcr.io: 403 Forbidden',
  );
  expect(errorOf('registry.k8s.io/puase:3.9')).toBe('registry.k8s.io/puase:3.9: not found');
});

test('a name that is pushed again is another image', () => {
  const own = createRegistry([{ name: 'shop:1', exitCode: 3 }]);
  const look = (): { id: string; exitCode: number | undefined } => {
    const found = own.lookup('shop:1');
    if (!('image' in found)) throw new Error('not found');
    return { id: found.image.id, exitCode: found.image.behave({ command: [], args: [] })?.exitCode };
  };
  const before = look();
  own.push({ name: 'shop:1', crashAfterMs: 1000, exitCode: 4 });
  const after = look();
  expect([before.exitCode, after.exitCode, before.id === after.id]).toEqual([3, 4, false]);
  expect(() => own.push({ name: 'Shop:1' })).toThrow('repository name (library/Shop) must be lowercase');
});

describe('a private repository', () => {
  const login = { user: 'jane', password: 'pw' };
  const names = [
    'registry.example.com/team/app:1.0',
    'jane/notes:2.1',
    'ghcr.io/jane/notes:2.1',
    'quay.io/jane/notes:2.1',
  ];
  const shop = createRegistry(names.map((name) => ({ name, login })));
  const begin =
    /^rpc error: code = Unknown desc = failed to pull and unpack image "(.*?)": failed to resolve reference "\1": /;
  test.each([
    [names[0]!, login, undefined],
    [
      names[0]!,
      undefined,
      'pull access denied, repository does not exist or may require authorization: authorization failed: no basic auth credentials',
    ],
    [
      names[0]!,
      { user: 'jane', password: '' },
      'unexpected status from HEAD request to https://registry.example.com/v2/team/app/manifests/1.0: 401 Unauthorized',
    ],
    [
      'registry.example.com/team/app:9',
      undefined,
      'pull access denied, repository does not exist or may require authorization: authorization failed: no basic auth credentials',
    ],
    ['registry.example.com/team/other:1.0', undefined, undefined],
    [
      names[1]!,
      undefined,
      'pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed',
    ],
    [
      names[1]!,
      { user: 'joe', password: 'pw' },
      'failed to authorize: failed to fetch oauth token: unexpected status from GET request to https://auth.docker.io/token?scope=repository%3Ajane%2Fnotes%3Apull&service=registry.docker.io: 401 Unauthorized',
    ],
    [
      names[2]!,
      undefined,
      'failed to authorize: failed to fetch anonymous token: unexpected status from GET request to https://ghcr.io/token?scope=repository%3Ajane%2Fnotes%3Apull&service=ghcr.io: 403 Forbidden',
    ],
    [
      names[3]!,
      undefined,
      'unexpected status from HEAD request to https://quay.io/v2/jane/notes/manifests/2.1: 401 UNAUTHORIZED',
    ],
  ])('%s with %j', (name, given, wanted) => {
    const found = shop.lookup(name);
    if (!('image' in found)) throw new Error(name);
    const refusal = shop.refusal(found.image, given);
    expect(refusal?.replace(begin, '')).toBe(wanted);
    if (wanted) expect(refusal).toMatch(begin);
  });
});
