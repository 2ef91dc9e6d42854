import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from 'vitest';

// The walls of src/README.md as a test: who may import whom, what the simulation may not use, how large things get.

const src = dirname(new URL(import.meta.url).pathname);

function filesBelow(dir: string): string[] {
  return readdirSync(join(src, dir), { withFileTypes: true }).flatMap((entry) => {
    const path = dir ? `${dir}/${entry.name}` : entry.name;
    if (entry.isDirectory()) return entry.name === 'testdata' ? [] : filesBelow(path);
    return /\.tsx?$/.test(entry.name) && !/\.gen\.ts$|\.d\.ts$/.test(entry.name) ? [path] : [];
  });
}

const all = filesBelow('').sort();
const production = all.filter((file) => !/\.test\.tsx?$/.test(file) && !/(^|\/)testing\//.test(file));
const text = new Map(all.map((file) => [file, readFileSync(join(src, file), 'utf8')]));

/** The room of a file: the first row of the import table whose pattern fits. */
const rooms: readonly [name: string, pattern: RegExp, mayImport: RegExp][] = [
  ['base', /^base\//, /^base\//],
  ['api', /^api\//, /^(base|api)\//],
  ['protocol', /^protocol\//, /^(base|api|protocol)\//],
  ['language', /^language\//, /^(base|language)\//],
  ['kinds, the page', /^kinds\/.*\.tsx$/, /^(base|api|language|widgets)\/|^kinds\/[^/]+\/kind\.ts$/],
  ['kinds', /^kinds\//, /^(base|api)\/|^kinds\/[^/]+\/kind\.ts$/],
  ['scenarios', /^scenarios\//, /^(base|api|scenarios)\//],
  ['sim', /^sim\//, /^(base|api|protocol|sim)\/|^kinds\/[^/]+\/kind\.ts$/],
  ['worker', /^worker\//, /^(base|api|sim|protocol|scenarios|worker)\/|^kinds\/[^/]+\/kind\.ts$/],
  ['cli', /^cli\//, /^(base|api|sim|protocol|scenarios|cli)\/|^kinds\/[^/]+\/kind\.ts$/],
  ['widgets', /^widgets\//, /^(base|api|language|widgets)\//],
  ['ui', /^ui\//, /^(base|api|language|protocol|widgets|scenarios|ui)\/|^kinds\/[^/]+\/kind\.ts$/],
  ['embed', /^embed\//, /^(base|api|language|protocol|widgets|scenarios|ui|embed)\/|^kinds\/[^/]+\/kind\.ts$/],
];

/** Imports that break the table, each with the reason why it stands. May only shrink. */
const DEBTS: readonly string[] = [];

/** A file of one kind may import its neighbours in its own folder. */
const sameKindFolder = (from: string, to: string): boolean =>
  from.startsWith('kinds/') && to.startsWith(`kinds/${from.split('/')[1]}/`);

function importsOf(file: string): string[] {
  const found: string[] = [];
  for (const match of text.get(file)!.matchAll(/(?:from|import)\s*\(?\s*['"](\.{1,2}\/[^'"]+)['"]/g)) {
    found.push(normalize(join(dirname(file), match[1]!)).replace(/\?.*$/, ''));
  }
  return found;
}

describe('import table', () => {
  test('every import stays within what its folder may import', () => {
    const broken: string[] = [];
    for (const file of production) {
      const room = rooms.find(([, pattern]) => pattern.test(file));
      if (!room) continue;
      for (const target of importsOf(file)) {
        const edge = `${file} -> ${target}`;
        // By its address, or as a script to start: never as code of the page.
        const isWorker = target === 'worker/worker.ts' && text.get(file)!.includes('worker.ts?worker');
        if (!room[2].test(target) && !sameKindFolder(file, target) && !isWorker && !DEBTS.includes(edge))
          broken.push(edge);
      }
    }
    expect(broken).toEqual([]);
  });

  test('a scheduler plugin imports no other plugin', () => {
    const broken = production
      .filter((file) => file.startsWith('sim/scheduler/plugins/'))
      .flatMap((file) =>
        importsOf(file)
          .filter(
            (target) =>
              target.startsWith('sim/scheduler/plugins/') && dirname(target).split('/')[3] !== file.split('/')[3],
          )
          .map((target) => `${file} -> ${target}`),
      );
    expect(broken).toEqual([]);
  });

  test('packages: the simulation and its data use only what runs anywhere', () => {
    const allowed = new Set([
      'sorted-btree',
      'js-yaml',
      '@cfworker/json-schema',
      'unbash',
      '@noble/hashes/sha2.js',
      '@noble/hashes/legacy.js',
      'fflate',
      '@noble/curves/abstract/weierstrass.js',
      '@noble/curves/ed25519.js',
      '@noble/curves/nist.js',
      '@marcbachmann/cel-js',
      '@michaelhomer/jqjs',
    ]);
    const broken: string[] = [];
    for (const file of production.filter(
      (f) => /^(base|api|kinds\/.*\.ts$|protocol|scenarios|sim)/.test(f) && !f.endsWith('.tsx'),
    )) {
      for (const match of text.get(file)!.matchAll(/from\s+['"]([^.'"][^'"]*)['"]/g)) {
        if (!allowed.has(match[1]!)) broken.push(`${file} -> ${match[1]}`);
      }
    }
    expect(broken).toEqual([]);
  });
});

describe('ban list', () => {
  const banned: readonly [string, RegExp][] = [
    ['Math.random', /\bMath\.random\b/],
    ['Date.now', /\bDate\.now\b/],
    ['new Date()', /\bnew Date\(\)/],
    ['performance', /\bperformance\./],
    ['setTimeout', /\bset(Timeout|Interval|Immediate)\b/],
    ['async/await', /\basync\s+(function|\(|[a-z])|\bawait\s/],
    ['Promise', /\bPromise\b/],
    ['crypto', /\bcrypto\./],
    ['console', /\bconsole\./],
    ['locale', /\blocaleCompare\b|\btoLocale\w*\(|\bIntl\./],
    ['any', /:\s*any\b|\bas any\b|<any>/],
    ['loosened checks', /@ts-ignore|@ts-expect-error|biome-ignore/],
    ['unfinished work', /\bTODO\b|\bFIXME\b|\bXXX\b/],
  ];
  const pure = production.filter(
    (file) => /^(base|api|sim|scenarios|protocol)\//.test(file) || /^kinds\/.*\.ts$/.test(file),
  );

  for (const [name, pattern] of banned) {
    test(`no ${name} in the simulation`, () => {
      const found = pure.filter((file) => pattern.test(withoutComments(text.get(file)!)));
      expect(found).toEqual([]);
    });
  }

  test('no module-level let in the simulation', () => {
    expect(pure.filter((file) => /^(export )?let /m.test(text.get(file)!))).toEqual([]);
  });
});

/** Line and block comments taken out, so that they may name what is banned; marks of unfinished work stay visible. */
function withoutComments(code: string): string {
  return code
    .replace(/\/\*[\s\S]*?\*\//g, (c) => (/TODO|FIXME|XXX|biome-ignore/.test(c) ? c : ''))
    .replace(/(^|\s)\/\/.*$/gm, (c) => (/TODO|FIXME|XXX|biome-ignore|@ts-/.test(c) ? c : ''));
}

describe('sizes', () => {
  test('no file is longer than 300 lines', () => {
    const long = production.filter((file) => text.get(file)!.split('\n').length > 301);
    expect(long.map((file) => `${file}: ${text.get(file)!.split('\n').length}`)).toEqual([]);
  });

  test('no function is longer than 70 lines', () => {
    expect(production.flatMap(longFunctions)).toEqual([]);
  });
});

/** Finds functions by their opening line and the closing brace at the same indentation (the formatter guarantees it). */
function longFunctions(file: string): string[] {
  const lines = text.get(file)!.split('\n');
  const found: string[] = [];
  lines.forEach((line, start) => {
    const opens =
      /^(\s*)(?:export )?(?:default )?(?:(?:async )?function\*? ?(\w*)|(?:private |public |static |override |\*)*(\w+)(?:<[^>]*>)?\(.*\).*|const (\w+) = .*=>) ?.*\{$/.exec(
        line,
      );
    if (!opens || /^\s*(if|for|while|switch|else|return|}|describe|test|it)\b/.test(line)) return;
    const indent = opens[1]!;
    const end = lines.findIndex(
      (other, i) => i > start && other.startsWith(`${indent}}`) && !other.startsWith(`${indent} `),
    );
    if (end - start > 70)
      found.push(`${file}:${start + 1} ${opens[2] || opens[3] || opens[4]}: ${end - start + 1} lines`);
  });
  return found;
}

test('the clusters of tests work without Vitest, for the command line boots them too', () => {
  const importers = all.filter(
    (file) => /^sim\/testing\//.test(file) && !file.endsWith('.test.ts') && /from 'vitest'/.test(text.get(file)!),
  );
  expect(importers).toEqual(['sim/testing/after-each-test.ts']);
});

test('extensions are found by their place: every kinds folder has a kind.ts', () => {
  const folders = new Set(production.filter((f) => f.startsWith('kinds/')).map((f) => f.split('/')[1]!));
  const without = [...folders].filter((folder) => !production.includes(`kinds/${folder}/kind.ts`));
  expect(without).toEqual([]);
});

test('a class is styled by one part of the page: sheets come as views are first shown, and would change others', () => {
  const sheets = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.css'));
  const homes = new Map<string, Set<string>>();
  for (const file of sheets.filter((name) => name !== 'ui/shell/touch.css')) {
    const rules = readFileSync(join(src, file), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
    for (const [, name] of rules.matchAll(/(?:^|[},])\s*\.([\w-]+)\s*(?=[,{])/g))
      homes.set(name!, (homes.get(name!) ?? new Set()).add(dirname(file)));
  }
  expect([...homes].filter(([, folders]) => folders.size > 1)).toEqual([]);
});
