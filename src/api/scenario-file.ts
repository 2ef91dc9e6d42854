import type { Schema } from '@cfworker/json-schema';
import { parseDuration } from '../base/duration.ts';
import { kubeletSettingsProblem, type RawKubeletSettings } from './kubelet-settings.ts';
import { lessonProblems, rawLessonOf } from './lesson/lesson-problems.ts';
import { type RawLesson, type RawTexts, toLesson } from './lesson/raw-lesson.ts';
import { readTexts, type TextFile } from './lesson/text-file.ts';
import schema from './scenario.schema.json' with { type: 'json' };
import type { Scenario, Step } from './scenario.ts';
import { type RawCluster, toCluster } from './scenario-cluster.ts';
import { type RawImage, toImage } from './scenario-image.ts';
import { type RawMachine, type RawSupport, toMachine, toSupport } from './scenario-machines.ts';
import { type RawStep, stepProblems, toAction } from './scenario-step.ts';
import { formatPath, type Path, type Problem, schemaProblems, valueAt } from './schema-problems.ts';
import { parseDocuments, type YamlDocument } from './yaml/parse-documents.ts';

/** A file that is not a valid scenario: one message a line, each with its line number and field. */
export class ScenarioError extends Error {}

/**
 * Reads a scenario file (YAML or JSON), and those with its words in several languages. Throws ScenarioError that names
 * line and field of everything wrong.
 */
export function parseScenario(text: string, fileName: string, textFiles: readonly TextFile[] = []): Scenario {
  const documents = parseDocuments(text);
  const first = documents[0];
  if (!first)
    throw new ScenarioError(`${fileName}: the file is empty; a scenario has apiVersion, kind, metadata and spec`);
  if (first.error) throw new ScenarioError(`${fileName}:${first.error.line}: ${first.error.message}`);
  if (documents.length > 1) {
    throw new ScenarioError(`${fileName}:${documents[1]!.line}: a scenario file holds one document`);
  }
  const problems = [
    ...schemaProblems(first.value, schema as Schema),
    ...stepProblems(valueAt(first.value, ['spec', 'steps']), ['spec', 'steps']),
    ...kubeletProblems(first),
    ...lessonProblems(valueAt(first.value, ['spec'])),
  ];
  if (problems.length > 0) {
    const lines = problems.map(
      ({ path, message }) => `${fileName}:${first.lineOf(path)}: ${formatPath(path)}: ${message}`,
    );
    throw new ScenarioError([...new Set(lines)].join('\n'));
  }
  return toScenario(withTexts(first.value as RawFile, textFiles));
}

/** The file with the words of others in place of its own of the same language. */
function withTexts(file: RawFile, textFiles: readonly TextFile[]): RawFile {
  const texts: Record<string, RawTexts> = { ...file.spec.texts };
  const problems: string[] = [];
  for (const textFile of textFiles) {
    const read = readTexts(textFile, file.metadata.name, rawLessonOf(file));
    if ('problems' in read) problems.push(...read.problems);
    else texts[read.language] = read.texts;
  }
  if (problems.length > 0) throw new ScenarioError(problems.join('\n'));
  return textFiles.length === 0 ? file : { ...file, spec: { ...file.spec, texts } };
}

/** What the kubelets would not start with. */
function kubeletProblems(document: YamlDocument): Problem[] {
  const path: Path = ['spec', 'cluster', 'kubelet'];
  const raw = valueAt(document.value, path);
  if (raw === null || typeof raw !== 'object') return [];
  const message = kubeletSettingsProblem(raw as RawKubeletSettings);
  return message === undefined ? [] : [{ path, message }];
}

interface RawFile {
  readonly metadata: { readonly name: string };
  readonly spec: RawLesson & {
    readonly title?: string;
    readonly seed?: number;
    readonly cluster?: RawCluster;
    readonly images?: RawImage[];
    readonly objects?: string;
    readonly machines?: RawMachine[];
    readonly support?: RawSupport;
    readonly steps?: RawStep[];
    readonly until?: string | number;
  };
}

function toScenario({ metadata, spec }: RawFile): Scenario {
  const steps = (spec.steps ?? []).map(toStep);
  const lesson = toLesson(spec);
  return {
    name: metadata.name,
    title: spec.title ?? metadata.name,
    seed: spec.seed ?? 1,
    cluster: toCluster(spec.cluster ?? {}),
    images: (spec.images ?? []).map(toImage),
    objects: spec.objects ?? '',
    steps,
    ...(spec.machines ? { machines: spec.machines.map(toMachine) } : {}),
    ...(spec.support ? { support: toSupport(spec.support) } : {}),
    ...(lesson ? { lesson } : {}),
    untilMs: spec.until === undefined ? (steps.at(-1)?.atMs ?? 0) : duration(spec.until),
  };
}

function toStep(raw: RawStep): Step {
  return { atMs: duration(raw.at), action: toAction(raw) };
}

function duration(value: string | number): number {
  return parseDuration(String(value));
}
