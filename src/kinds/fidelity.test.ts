import { expect, test } from 'vitest';
import type { Kind } from '../api/kind.ts';

const kinds = import.meta.glob<Kind>('./*/kind.ts', { eager: true, import: 'default' });

/** The kinds' own declarations as a table. `npx vitest run src/kinds/fidelity.test.ts -u` writes the file anew. */
function table(): string {
  const lines = [
    '# What is modelled, field by field',
    '',
    'Written from the kinds’ own declarations (`fidelity` in each `kind.ts`); a test keeps it true.',
    '',
  ];
  lines.push('| Kind | What | Level | Note |', '|---|---|---|---|');
  for (const path of Object.keys(kinds).sort()) {
    const { kind, fidelity = [] } = kinds[path]!;
    for (const { what, level, note = '' } of fidelity)
      lines.push(`| ${kind} | ${what.replaceAll('|', '\\|')} | ${level} | ${note.replaceAll('|', '\\|')} |`);
  }
  return `${lines.join('\n')}\n`;
}

test('the fidelity table says what the kinds declare', async () => {
  await expect(table()).toMatchFileSnapshot('../fidelity.md');
});

test('every kind declares how faithful it is', () => {
  expect(Object.keys(kinds).filter((path) => !kinds[path]!.fidelity?.length)).toEqual([]);
});
