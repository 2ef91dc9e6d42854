import { readFileSync } from 'node:fs';
import type { Scenario } from '../api/scenario.ts';
import { parseScenario } from '../api/scenario-file.ts';
import { UsageError } from './arguments.ts';

const REASONS: Readonly<Record<string, string | undefined>> = {
  ENOENT: 'no such file',
  EISDIR: 'is a directory',
  EACCES: 'permission denied',
};

/**
 * Reads a scenario file, or standard input for `-`. Throws UsageError for one that cannot be read and ScenarioError for
 * one that is no scenario.
 */
export function readScenario(file: string): Scenario {
  const name = file === '-' ? 'standard input' : file;
  let bytes: Buffer;
  try {
    bytes = readFileSync(file === '-' ? 0 : file);
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    throw new UsageError(`${name}: ${REASONS[code] ?? message}`);
  }
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new UsageError(`${name}: is not a text file in UTF-8`);
  }
  return parseScenario(text, name);
}
