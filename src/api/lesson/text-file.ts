import type { Schema } from '@cfworker/json-schema';
import schema from '../scenario.schema.json' with { type: 'json' };
import { formatPath, schemaProblems } from '../schema-problems.ts';
import { parseDocuments } from '../yaml/parse-documents.ts';
import { textProblems } from './lesson-problems.ts';
import type { RawLesson, RawTexts } from './raw-lesson.ts';

/** A file with the words of a scenario in one language, which lies beside it as `NAME.LANGUAGE.yaml`. */
export interface TextFile {
  readonly name: string;
  readonly text: string;
}

const fileSchema = {
  type: 'object',
  required: ['apiVersion', 'kind', 'metadata', 'spec'],
  additionalProperties: false,
  properties: {
    apiVersion: { const: 'orrery/v1' },
    kind: { const: 'ScenarioText' },
    metadata: {
      type: 'object',
      required: ['name', 'language'],
      additionalProperties: false,
      properties: { name: { $ref: '#/$defs/dnsLabel' }, language: { $ref: '#/$defs/language' } },
    },
    spec: { $ref: '#/$defs/texts' },
  },
  $defs: schema.$defs,
} as unknown as Schema;

interface RawFile {
  readonly metadata: { readonly name: string; readonly language: string };
  readonly spec: RawTexts;
}

/** Reads the words of a scenario. What is wrong is told by lines as of a scenario file. */
export function readTexts(
  { name, text }: TextFile,
  scenario: string,
  lesson: RawLesson,
): { readonly language: string; readonly texts: RawTexts } | { readonly problems: readonly string[] } {
  const [document, second] = parseDocuments(text);
  if (!document) return { problems: [`${name}: the file is empty`] };
  if (document.error) return { problems: [`${name}:${document.error.line}: ${document.error.message}`] };
  if (second) return { problems: [`${name}:${second.line}: a file of texts holds one document`] };
  const problems = schemaProblems(document.value, fileSchema);
  const file = document.value as RawFile;
  if (problems.length === 0) problems.push(...textProblems(file.spec, lesson, ['spec']));
  if (problems.length === 0 && file.metadata.name !== scenario)
    problems.push({
      path: ['metadata', 'name'],
      message: `Invalid value: ${JSON.stringify(file.metadata.name)}: must be the scenario's, ${JSON.stringify(scenario)}`,
    });
  if (problems.length > 0)
    return {
      problems: problems.map(
        ({ path, message }) => `${name}:${document.lineOf(path)}: ${formatPath(path)}: ${message}`,
      ),
    };
  return { language: file.metadata.language, texts: file.spec };
}
