import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, test } from 'vitest';
import { fidelityTable } from '../api/fidelity-notes.ts';
import { german } from './german.ts';
import type { Words } from './words.ts';

// The message files of the page: complete in each language, right in their syntax, and without what nobody shows.

type Area = Words<Record<string, string>>;

const english = Object.values(import.meta.glob<Record<string, Area>>('./en/*.ts', { eager: true }))
  .flatMap((file) => Object.values(file))
  .map(({ area, english }) => [area, english as Readonly<Record<string, string>>] as const);

type Ast = ReturnType<IntlMessageFormat['getAst']>;

const TYPES = { literal: 0, argument: 1, select: 5, plural: 6, pound: 7, tag: 8 };

/** Parameters and tags of a message, each once, with what is asked of it; options of a plural that the language lacks. */
function wants(text: string, language: string): string[] {
  const found = new Set<string>();
  const walk = (parts: Ast): void => {
    for (const part of parts) {
      if (part.type === TYPES.literal || part.type === TYPES.pound) continue;
      const name = (part as { value: string }).value;
      if (part.type === TYPES.tag) found.add(`<${name}>`);
      else if (part.type === TYPES.select)
        found.add(`${name}: ${Object.keys((part as { options: object }).options).sort()}`);
      else found.add(name);
      if ('children' in part) walk(part.children);
      if (!('options' in part)) continue;
      const options = part.options as Record<string, { value: Ast }>;
      if (part.type === TYPES.plural) {
        const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
        for (const each of needed) if (options[each] === undefined) found.add(`${name} has no ${each}`);
      }
      for (const option of Object.values(options)) walk(option.value);
    }
  };
  walk(new IntlMessageFormat(text, language).getAst());
  return [...found].sort();
}

const src = join(new URL('.', import.meta.url).pathname, '..');

const sources = ['ui', 'widgets', 'kinds', 'embed', 'language'].flatMap((folder) => {
  const names = (() => {
    try {
      return readdirSync(join(src, folder), { recursive: true, encoding: 'utf8' });
    } catch {
      return [];
    }
  })();
  return names
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\.|\.gen\.|^(en|de)\//.test(name))
    .map((name) => readFileSync(join(src, folder, name), 'utf8'));
});

/** Whether a key stands in a file that speaks of the area, whole or as `part.${…}`. */
function isUsed(area: string, key: string): boolean {
  return sources.some((text) => {
    if (!text.includes(`/en/${area}.ts'`)) return false;
    if (text.includes(`'${key}'`)) return true;
    const dot = key.indexOf('.');
    return dot > 0 && text.includes(`\`${key.slice(0, dot + 1)}$`);
  });
}

describe.each(english)('%s', (area, messages) => {
  test('is whole in German: the same keys, each with the same parameters, plurals and tags', () => {
    const shape = (of: Readonly<Record<string, string>> | undefined, language: string) =>
      Object.fromEntries(Object.entries(of ?? {}).map(([key, text]) => [key, wants(text, language)]));
    expect(shape(german[area], 'de')).toEqual(shape(messages, 'en'));
  });

  test('has no message that nobody shows', () => {
    expect(Object.keys(messages).filter((key) => !isUsed(area, key))).toEqual([]);
  });

  test('has typographic quotes and apostrophes', () => {
    const texts = [...Object.values(messages), ...Object.values(german[area] ?? {})];
    // An apostrophe before a brace is ICU's way to write the brace itself.
    expect(texts.filter((text) => /"|'(?![{}<>])/.test(text.replace(/'[{}<>][^']*'/g, '')))).toEqual([]);
  });
});

test('German has no area that English has not', () => {
  // Titles of scenarios and declarations of kinds stand in English where they belong.
  const others = ['scenario-titles', 'declared'];
  expect(Object.keys(german).sort()).toEqual([...english.map(([area]) => area), ...others].sort());
});

test('every scenario has a title in German', () => {
  const names = readdirSync(join(src, 'scenarios')).flatMap((file) => /^([^.]+)\.yaml$/.exec(file)?.[1] ?? []);
  expect(Object.keys(german['scenario-titles']!).sort()).toEqual([...names, 'empty-cluster'].sort());
});

test('what kinds declare of their fidelity can be said in German, and nothing else', () => {
  const fields = /^((spec|status|metadata)\b|[\w.:/[\]]+(, [\w.:/[\]]+)*$)/;
  const said = Object.values(fidelityTable)
    .flat()
    .flatMap(({ what, note = '' }) => (fields.test(what) ? [note] : [what, note]))
    .filter((text) => text !== '');
  const plain = ['controller', 'eviction', 'probes', 'resize', 'template'];
  expect(Object.keys(german['declared']!).sort()).toEqual([...new Set([...said, ...plain])].sort());
});
