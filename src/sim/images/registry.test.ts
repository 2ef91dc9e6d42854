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
    ['arguments that name another program are run', 'redis', [], ['sh', '-c', 'exit 1'], undefined],
  ];
  for (const [title, name, command, args, expected] of cases) {
    test(title, () => {
      const found = registry.lookup(name);
      expect('image' in found && short(found.image.behave({ command, args }))).toEqual(expected);
    });
  }
});
