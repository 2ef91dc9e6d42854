import { parseDocuments } from '../../api/yaml/parse-documents.ts';
import type { SchedulerConfig } from '../scheduler/config.ts';
import {
  ConfigurationError,
  isSchedulerConfiguration,
  parseConfiguration,
} from '../scheduler/configuration/parse-configuration.ts';

const KIND = 'KubeSchedulerConfiguration';

/** What is printed for a configuration in an applied stream. */
export const CONFIGURED = 'kubeschedulerconfiguration.kubescheduler.config.k8s.io configured\n';

/** Reads a text with one KubeSchedulerConfiguration. Throws ConfigurationError. */
export function readConfiguration(yaml: string): SchedulerConfig {
  const [document] = parseDocuments(yaml);
  if (!document) throw new ConfigurationError('the file is empty; it has apiVersion, kind and profiles');
  if (document.error) throw new ConfigurationError(document.error.message);
  return parseConfiguration(document.value);
}

/** Takes the scheduler's configurations out of a stream: they are a file of its machine, no objects of the API. */
export function splitConfigurations(yaml: string): {
  readonly configurations: readonly string[];
  readonly rest: string;
} {
  if (!yaml.includes(KIND)) return { configurations: [], rest: yaml };
  const documents = parseDocuments(yaml);
  const isOurs = documents.map(({ value, error }) => !error && isSchedulerConfiguration(value));
  return {
    configurations: documents.filter((_, i) => isOurs[i]).map(({ text }) => text),
    rest: documents
      .filter((_, i) => !isOurs[i])
      .map(({ text }) => text)
      .join('\n---\n'),
  };
}
