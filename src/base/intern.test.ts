import { expect, test } from 'vitest';
import { createIntern } from './intern.ts';

test('texts come back as they were, also when more different ones came than are known at once', () => {
  const intern = createIntern();
  const texts = Array.from({ length: 2500 }, (_, i) => `message ${i % 1300}`);
  expect(texts.map(intern)).toEqual(texts);
});
