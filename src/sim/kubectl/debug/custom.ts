import type { Container } from '../../../api/k8s/core-v1.gen.ts';
import { applyStrategicMergePatch } from '../../../api/patch/strategic-merge.ts';
import { parseDocuments } from '../../../api/yaml/parse-documents.ts';
import type { Invocation } from '../invocation.ts';

/** Parts of a container. */
export type Custom = Partial<Container>;

const FIXED = ['name', 'command', 'image', 'lifecycle', 'volumeDevices'] as const;

/** What `--custom` names: a file with parts of a container, in JSON or YAML. Throws kubectl's errors. */
export function readCustom({ flags, env }: Invocation): Custom | undefined {
  const path = flags.string('custom');
  if (path === '') return undefined;
  const text = env.files?.get(path);
  if (text === undefined) {
    throw new Error(`must pass a container spec json file for custom profile: open ${path}: no such file or directory`);
  }
  return parsed(path, text);
}

/** Throws kubectl's error for what is not to be changed so. */
export function checkCustom(custom: Custom | undefined): void {
  if (custom && FIXED.some((name) => custom[name] !== undefined)) {
    throw new Error('name, command, image, lifecycle and volume devices are not modifiable via custom profile');
  }
}

function parsed(path: string, text: string): Custom {
  const [document] = parseDocuments(text);
  const value = document?.value;
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Custom;
  throw new Error(
    `${path} does not contain a valid container spec: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal ${jsonType(value)} into Go value of type v1.Container`,
  );
}

function jsonType(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}

/** A container with parts of another laid over it. */
export function customized(custom: Custom | undefined, container: Container): Container {
  if (!custom) return container;
  return applyStrategicMergePatch(container as never, custom as never, 'io.k8s.api.core.v1.Container') as never;
}
