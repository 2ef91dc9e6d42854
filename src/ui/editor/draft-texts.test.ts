import { expect, test } from 'vitest';
import { draftsOf, readDrafts } from './draft-texts.ts';
import { templates } from './templates.ts';

const untouched = templates[0]!;

const kept: readonly (readonly [name: string, files: Parameters<typeof draftsOf>[0], names: readonly string[]])[] = [
  ['a template as it came is not worth it', [{ name: untouched.file, text: untouched.text }], []],
  ['a template that was changed is', [{ name: untouched.file, text: `${untouched.text}# mine` }], [untouched.file]],
  ['an empty file is not', [{ name: 'a.yaml', text: ' \n' }], []],
  ['a text that a program of the terminal waits for is not', [{ name: 'a', text: 'x', isAsked: true }], []],
  [
    'a text too large for storage does not cost the others their place',
    [
      { name: 'large.yaml', text: 'x'.repeat(600_000) },
      { name: 'small.yaml', text: 'kind: Pod' },
    ],
    ['small.yaml'],
  ],
];
for (const [name, files, names] of kept)
  test(name, () => expect(draftsOf(files).map((each) => each.name)).toEqual(names));

const read: readonly (readonly [name: string, text: string | null, count: number])[] = [
  ['nothing was kept', null, 0],
  ['one text', '[{"name":"a.yaml","text":"kind: Pod"}]', 1],
  ['cut off in the middle', '[{"name":"a.ya', 0],
  ['something else of that name', '{"a":1}', 0],
  ['parts that are no drafts', '[null,{"name":1,"text":"a"},{"name":"b","text":"c"}]', 1],
];
for (const [name, text, count] of read)
  test(`kept drafts: ${name}`, () => expect(readDrafts(text)).toHaveLength(count));
