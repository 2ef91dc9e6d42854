import type { Invocation } from '../invocation.ts';

/** Whether the output is a table for people. */
export function isHuman(invocation: Invocation): boolean {
  return ['', 'wide'].includes(outputFormat(invocation));
}

/** Formats whose template may stand in `--template`. */
const TEMPLATED = /^(?:go-template|template|go-template-file|templatefile|jsonpath|jsonpath-as-json|jsonpath-file)$/;

/** `-o`; `--template` alone means a Go template, beside a format that takes none it means nothing. */
export function outputFormat({ flags }: Invocation): string {
  const format = flags.string('output');
  const template = flags.string('template');
  if (template === '' || (format !== '' && !TEMPLATED.test(format))) return format;
  return `${format || 'go-template'}=${template}`;
}
