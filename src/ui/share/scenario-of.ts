import { sha256 } from '@noble/hashes/sha2.js';
import type { Situation } from '../../api/situation/situation.ts';
import { share } from '../../language/en/share.ts';
import { scenarioChoices } from '../shell/scenarios.ts';
import { LinkError } from './codec.ts';

/** Of a scenario's text, so much of SHA-256 that nobody hits another text by chance. */
function digestOf(text: string): string {
  return Array.from(sha256(new TextEncoder().encode(text)).subarray(0, 6), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}

/** How a situation names a scenario: one that ships with the page by its file, another by its text. */
export async function nameScenario(name: string, text: string): Promise<Situation['scenario']> {
  const file = `${name}.yaml`;
  const shipped = await scenarioChoices.find((choice) => choice.file === file)?.load();
  return shipped === text ? { file, digest: digestOf(text) } : { text };
}

/** The text of the scenario of a situation. Throws LinkError when the page has no such scenario, or has changed it. */
export async function scenarioTextOf(scenario: Situation['scenario']): Promise<string> {
  if ('text' in scenario) return scenario.text;
  const choice = scenarioChoices.find(({ file }) => file === scenario.file);
  if (!choice) throw new LinkError(share('noScenario', { file: scenario.file }));
  const text = await choice.load();
  if (digestOf(text) !== scenario.digest) throw new LinkError(share('otherScenario', { file: scenario.file }));
  return text;
}
