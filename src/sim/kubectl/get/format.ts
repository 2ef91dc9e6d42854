import type { Invocation } from '../invocation.ts';

/** Whether the output is a table for people. */
export function isHuman(invocation: Invocation): boolean {
  return ['', 'wide'].includes(outputFormat(invocation));
}

/** `-o`; `--template` alone means a Go template. */
export function outputFormat({ flags }: Invocation): string {
  const format = flags.string('output');
  const template = flags.string('template');
  if (template === '') return format;
  return format === '' ? `go-template=${template}` : `${format}=${template}`;
}
