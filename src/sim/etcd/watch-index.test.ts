import { expect, it } from 'vitest';
import { prefixEnd, type RangeEnd } from './command.ts';
import { WatchIndex } from './watch-index.ts';

interface Named {
  readonly name: string;
  readonly key: string;
  readonly rangeEnd: RangeEnd;
}

const prefix = (name: string, key: string): Named => ({ name, key, rangeEnd: prefixEnd(key) });
const watchers: readonly Named[] = [
  { name: 'one key', key: '/pods/a/x', rangeEnd: undefined },
  prefix('all pods', '/pods/'),
  prefix('a namespace', '/pods/a/'),
  prefix('everything', '/'),
  { name: 'from b on', key: '/pods/b', rangeEnd: '\0' },
];

it.each([
  ['/pods/a/x', ['one key', 'everything', 'all pods', 'a namespace']],
  ['/pods/a/y', ['everything', 'all pods', 'a namespace']],
  ['/pods/b/x', ['everything', 'all pods', 'from b on']],
  ['/nodes/n', ['everything']],
  ['/services/a/x', ['everything', 'from b on']],
])('%s is watched by those whose range has it', (key, expected) => {
  const index = new WatchIndex<Named>();
  for (const watcher of watchers) index.add(watcher);
  const seen: string[] = [];
  index.each(key, ({ name }) => seen.push(name));
  expect(seen).toEqual(expected);
  for (const watcher of watchers) index.remove(watcher);
  index.each(key, ({ name }) => seen.push(`${name} again`));
  expect(seen).toEqual(expected);
});
