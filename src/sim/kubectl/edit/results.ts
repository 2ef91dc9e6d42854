import { ApiError, qualifiedResource } from '../../../api/status.ts';
import { textOf } from '../errors.ts';
import type { Info } from '../resource/info.ts';

/** Why the editor is opened again. */
interface Reason {
  readonly head: string;
  readonly other: readonly string[];
}

/** How the writes of one pass of an edit went. */
export interface EditResults {
  readonly reasons: Reason[];
  retryable: number;
  notFound: number;
}

/** Notes a failure; returns the line that says so. Models editResults.addError. */
export function addError(results: EditResults, error: unknown, { resource, name }: Info): string {
  const subject = `${qualifiedResource(resource)} ${JSON.stringify(name)}`;
  if (error instanceof ApiError && error.reason === 'Invalid') {
    const causes = error.status.details?.causes ?? [];
    const other = causes.map(({ field, message }) => `${field ?? ''}: ${message ?? ''}`);
    results.reasons.push({ head: `${subject} was not valid`, other });
    return `error: ${subject} is invalid\n`;
  }
  if (error instanceof ApiError && error.reason === 'NotFound') {
    results.notFound++;
    return `error: ${subject} could not be found on the server\n`;
  }
  results.retryable++;
  return `error: ${subject} could not be patched: ${textOf(error)}\n`;
}

const INTRODUCTION = [
  "Please edit the object below. Lines beginning with a '#' will be ignored,",
  'and an empty file will abort the edit. If an error occurs while saving this file will be',
  'reopened with the relevant failures.',
];
const OF_LAST_APPLIED = [
  "Please edit the 'last-applied-configuration' annotations below.",
  "Lines beginning with a '#' will be ignored, and an empty file will abort the edit.",
];

/** The comments above the text in the editor. */
export function headerText(reasons: readonly Reason[], ofLastApplied: boolean): string {
  const inComment = (text: string): string => text.replaceAll('\n', '\n# ');
  const lines = (ofLastApplied ? OF_LAST_APPLIED : INTRODUCTION).map((line) => `# ${line}\n`);
  const whys = reasons.map(({ head, other }) => {
    const items = other.map((item) => `# * ${inComment(item)}\n`);
    return `# ${inComment(head)}${items.length > 0 ? ':' : ''}\n${items.join('')}#\n`;
  });
  return `${lines.join('')}#\n${whys.join('')}`;
}
