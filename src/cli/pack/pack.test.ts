import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, expect, test } from 'vitest';
import { packCommand } from './pack.ts';

const folder = mkdtempSync(join(tmpdir(), 'orrery-pack-'));
afterAll(() => rmSync(folder, { recursive: true }));

const exercise = fileURLToPath(new URL('../../scenarios/exercises/first-pod.yaml', import.meta.url));

test('a SCORM package holds a manifest and one page, which may run its own script and nothing else', async () => {
  const said = { stdout: '', stderr: '' };
  const output = {
    stdout: (text: string) => {
      said.stdout += text;
    },
    stderr: (text: string) => {
      said.stderr += text;
    },
  };
  const zip = join(folder, 'first-pod.zip');
  expect(await packCommand('scorm', [exercise, '-o', zip], output)).toBe(0);
  expect(said).toEqual({ stdout: expect.stringMatching(/first-pod\.zip: [\d,]+ kB\n$/), stderr: '' });
  const files = unzipSync(readFileSync(zip));
  expect(Object.keys(files)).toEqual(['imsmanifest.xml', 'index.html']);
  expect(strFromU8(files['imsmanifest.xml']!)).toContain('<title>Start your first Pod</title>');

  const page = strFromU8(files['index.html']!);
  const script = /<script type="module">(.*)<\/script>\n<\/body>/s.exec(page)![1]!;
  const hash = createHash('sha256').update(script).digest('base64');
  expect(page).toContain(`script-src 'sha256-${hash}'`);
  expect(script).not.toMatch(/<\/script/i);
  expect(page).toContain('<meta name="orrery-report" content="scorm">');
  const enclosed = /id="orrery-scenario">(.*)<\/script>\n<script type="module"/s.exec(page)![1]!;
  // With its words in both languages, as one text.
  expect(JSON.parse(enclosed)).toMatch(/name: first-pod[\s\S]*texts:\n {4}de:[\s\S]* {4}en:/);
  // What would be fetched is not there: fonts and the simulation's worker are in the page.
  expect(page).not.toMatch(/(?:src|href)="\.?\/assets/);
});

test('a wrong usage and a wrong file are said', async () => {
  const said: string[] = [];
  const output = { stdout: () => undefined, stderr: (text: string) => void said.push(text) };
  expect(await packCommand('html', [exercise], output)).toBe(2);
  expect(await packCommand('html', ['no-such.yaml', '-o', join(folder, 'out.html')], output)).toBe(2);
  expect(said).toEqual(['usage: orrery html FILE -o out.html\n', 'no-such.yaml: no such file\n']);
});
