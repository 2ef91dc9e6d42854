import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { composeScenario } from '../../api/lesson/compose.ts';
import { ScenarioError } from '../../api/scenario-file.ts';
import { parseArguments, UsageError } from '../arguments.ts';
import { type Output, processOutput } from '../output.ts';
import { readScenario, readText, textsBeside } from '../read-scenario.ts';
import { manifestOf } from './manifest.ts';
import { oneFile } from './one-file.ts';

/** The whole text of a scenario file: with the words that lie beside it, as one that stands alone. */
function wholeText(file: string): string {
  const languageOf = (name: string): string => /\.([a-z]{2}(?:-[A-Z]{2})?)\.yaml$/.exec(name)![1]!;
  const texts = file === '-' ? [] : textsBeside(file);
  return composeScenario(readText(file), Object.fromEntries(texts.map(({ name, text }) => [languageOf(name), text])));
}

function write(file: string, data: string | Uint8Array, output: Output): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, data);
  output.stdout(`${file}: ${Math.round(data.length / 1000).toLocaleString('en')} kB\n`);
}

/**
 * `orrery html FILE -o out.html`: the page with a scenario as one file for use without a network. `orrery scorm FILE -o
 * out.zip`: the same as a SCORM 1.2 package for a course platform. Returns the exit status: 0, or 2 for a wrong usage or
 * file.
 */
export async function packCommand(
  format: 'html' | 'scorm',
  argv: readonly string[],
  output: Output = processOutput,
): Promise<number> {
  try {
    const { positional, flags } = parseArguments(argv, ['output'], []);
    const [file, ...more] = positional;
    const to = flags.get('output');
    if (file === undefined || more.length > 0 || to === undefined)
      throw new UsageError(`usage: orrery ${format} FILE -o ${format === 'html' ? 'out.html' : 'out.zip'}`);
    const { name, title } = readScenario(file);
    const page = await oneFile(wholeText(file), title, format === 'scorm' ? 'scorm' : '');
    if (format === 'html') write(to, page, output);
    else {
      const zip = zipSync(
        { 'imsmanifest.xml': strToU8(manifestOf(name, title)), 'index.html': strToU8(page) },
        // A fixed time: the same scenario gives the same bytes.
        { level: 9, mtime: '2026-01-01T00:00:00Z' },
      );
      write(to, zip, output);
    }
    return 0;
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof ScenarioError)) throw error;
    output.stderr(`${error.message}\n`);
    return 2;
  }
}
