import { expect, test } from 'vitest';
import type { Kind } from '../api/kind.ts';
import { fieldSchema, itemSchema, type Schema, schemaOf } from '../api/openapi.ts';

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

/** The same for programs, by kind. */
function data(): string {
  const entries = Object.keys(kinds)
    .sort()
    .map((path) => [kinds[path]!.kind, kinds[path]!.fidelity]);
  return `${JSON.stringify(Object.fromEntries(entries), null, 1)}\n`;
}

test('what the page and the command line know of fidelity is what the kinds declare', async () => {
  await expect(data()).toMatchFileSnapshot('../api/fidelity.gen.json');
});

test('every path at which a person is told something is one of its kind', () => {
  const wrong = Object.values(kinds).flatMap(({ kind, schema, fidelity = [] }) =>
    fidelity.flatMap(({ fields = [] }) =>
      fields.filter((field) => !hasField(schema, field)).map((field) => `${kind} ${field}`),
    ),
  );
  expect(wrong).toEqual([]);
});

/** Whether the OpenAPI schema of v1.32 has a field. */
function hasField(schema: string, field: string): boolean {
  let at: Schema | undefined = schemaOf(schema);
  for (const step of field.split('.')) {
    at = fieldSchema(at, step.replace('[]', ''));
    if (step.endsWith('[]')) at = itemSchema(at);
  }
  return at !== undefined;
}

test('every kind declares how faithful it is', () => {
  expect(Object.keys(kinds).filter((path) => !kinds[path]!.fidelity?.length)).toEqual([]);
});
