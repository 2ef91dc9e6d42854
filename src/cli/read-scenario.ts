import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { TextFile } from '../api/lesson/text-file.ts';
import type { Scenario } from '../api/scenario.ts';
import { parseScenario } from '../api/scenario-file.ts';
import { UsageError } from './arguments.ts';

const REASONS: Readonly<Record<string, string | undefined>> = {
  ENOENT: 'no such file',
  EISDIR: 'is a directory',
  EACCES: 'permission denied',
};

/**
 * Reads a scenario file, or standard input for `-`, and the files beside it with its words (`NAME.en.yaml`). Throws
 * UsageError for one that cannot be read and ScenarioError for one that is no scenario.
 */
export function readScenario(file: string): Scenario {
  const text = readText(file);
  return parseScenario(text, file === '-' ? 'standard input' : file, file === '-' ? [] : textsBeside(file));
}

/** The files with the words of a scenario file, in order of their languages. */
export function textsBeside(file: string): TextFile[] {
  const stem = basename(file).replace(/\.(ya?ml|json)$/, '');
  const isText = (name: string): boolean =>
    name.startsWith(`${stem}.`) && /^[a-z]{2}(-[A-Z]{2})?\.yaml$/.test(name.slice(stem.length + 1));
  const names = readdirSync(dirname(file)).filter(isText).sort();
  return names.map((name) => {
    const path = join(dirname(file), name);
    return { name: path, text: readText(path) };
  });
}

/** The text of a file, or of standard input for `-`. Throws UsageError. */
export function readText(file: string): string {
  const name = file === '-' ? 'standard input' : file;
  let bytes: Buffer;
  try {
    bytes = readFileSync(file === '-' ? 0 : file);
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    throw new UsageError(`${name}: ${REASONS[code] ?? message}`);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new UsageError(`${name}: is not a text file in UTF-8`);
  }
}
