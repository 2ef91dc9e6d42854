import { expect, type Page, test } from '@playwright/test';
import { apply, open, pods } from './support.ts';

const GOOD = `apiVersion: v1
kind: Pod
metadata:
  name: good
spec:
  containers:
  - name: c
    image: nginx:1.27
`;

interface Case {
  readonly name: string;
  readonly text: string;
  /** What the page says, and how many lines it marks. */
  readonly says: readonly string[];
  readonly marks: number;
}

const cases: readonly Case[] = [
  {
    name: 'a syntax error',
    text: GOOD.replace('  name: good', '  name: good\n bad: [1'),
    says: ['Not applied', 'Line 5'],
    marks: 1,
  },
  {
    name: 'unknown fields',
    text: `${GOOD}    imagePul: Always\n    foo: bar\n`,
    says: [
      'Line 9',
      'unknown field "spec.containers[0].imagePul"',
      'Line 10',
      'unknown field "spec.containers[0].foo"',
    ],
    marks: 2,
  },
  {
    name: 'a wrong type',
    text: GOOD.replace('  containers:', '  priority: high\n  containers:'),
    says: ['Line 6', 'cannot unmarshal string into int32'],
    marks: 1,
  },
  {
    name: 'an unknown kind',
    text: GOOD.replace('kind: Pod', 'kind: Pot'),
    says: ['Line 1', 'no matches for kind "Pot" in version "v1"'],
    marks: 1,
  },
  {
    name: 'the second of two documents',
    text: `${GOOD}---\n${GOOD.replace('name: good', 'name: Bad_Name')}`,
    says: ['pod/good created', 'Not all applied', 'Line 13', 'a lowercase RFC 1123 subdomain'],
    marks: 1,
  },
  { name: 'nothing at all', text: '---\n# nothing\n', says: ['no objects passed to apply'], marks: 0 },
];

/** The first lines that the editor shows, with plain spaces. */
async function shownText(page: Page): Promise<string> {
  const lines = await page.locator('.view-line').evaluateAll((all) =>
    all
      .map((line) => ({ top: (line as HTMLElement).offsetTop, text: line.textContent ?? '' }))
      .sort((a, b) => a.top - b.top)
      .map(({ text }) => text.replaceAll('\u00a0', ' ')),
  );
  return lines.join('\n').trimEnd();
}

test('bad input keeps its text, and its lines are marked', async ({ page }) => {
  await open(page, 'empty-cluster');
  for (const { name, text, says, marks } of cases) {
    await test.step(name, async () => {
      const answer = await apply(page, text);
      for (const words of says) expect(answer).toContain(words);
      await expect(page.locator('.squiggly-error')).toHaveCount(marks, { timeout: 20_000 });
      expect(await shownText(page)).toBe(text.trimEnd());
    });
  }
  await test.step('put right, it is applied and the marks are gone', async () => {
    expect(await apply(page, GOOD.replace('name: good', 'name: better'))).toBe('pod/better created');
    await expect(page.locator('.squiggly-error')).toHaveCount(0);
    await expect(pods(page, 'better', 'ready')).toHaveCount(1, { timeout: 60_000 });
  });
});
