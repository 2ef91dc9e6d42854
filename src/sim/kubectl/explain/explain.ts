import { parseApiVersion } from '../../../api/meta.ts';
import type { Process } from '../../../api/process.ts';
import { type ApiResource, groupVersion } from '../client/resource.ts';
import type { Command } from '../command.ts';
import { PlainError, textOf } from '../errors.ts';
import type { Invocation } from '../invocation.ts';
import { fetchDocument, schemaOfKind } from './document.ts';
import { explanation } from './text.ts';

/** `kubectl explain`. Models kubectl/pkg/cmd/explain. */
export const explainCommand: Command = {
  name: 'explain',
  flags: [
    { name: 'api-version', type: 'string' },
    { name: 'output', type: 'string', default: 'plaintext' },
    { name: 'recursive', type: 'bool' },
  ],
  run: explain,
};

const FORMATS = ['plaintext', 'plaintext-openapiv2'];

function* explain(invocation: Invocation): Process<void> {
  const { flags, args, path, api, out } = invocation;
  if (args.length === 0) {
    throw new Error(
      'You must specify the type of resource to explain. Use "kubectl api-resources" for a complete list of supported resources.',
    );
  }
  if (args.length > 1) throw new Error('We accept only this format: explain RESOURCE\n');
  const output = flags.string('output');
  if (!FORMATS.includes(output)) throw new Error(`unrecognized format: ${output}`);
  if (output !== 'plaintext') throw new PlainError(`error: this simulation has no "${path} --output=${output}" yet`);
  const { resource, fields } = yield* subjectOf(invocation, args[0]!);
  if (fields.some((field) => field.includes('[')))
    throw new Error('invalid jsonpath syntax, first node must be field node');
  const document = yield* fetchDocument(api, groupVersion(resource));
  const schema = document && schemaOfKind(document, resource);
  if (!document || !schema) {
    throw new Error(
      `GVR (${resource.group}/${resource.version}, Resource=${resource.plural}) not found in OpenAPI schema`,
    );
  }
  const group = resource.group ? `GROUP:      ${resource.group}\n` : '';
  out(`${group}KIND:       ${resource.kind}\nVERSION:    ${resource.version}\n\n`);
  out(`${explanation({ document, schema, path: fields, recursive: flags.bool('recursive') })}\n`);
}

/** `pods.spec.containers`: the longest beginning that names a resource type is it. */
function* subjectOf(
  invocation: Invocation,
  text: string,
): Process<{ readonly resource: ApiResource; readonly fields: readonly string[] }> {
  const { flags, mapper } = invocation;
  const parts = text.replace(/\.$/, '').split('.');
  const wanted = flags.string('api-version');
  const full = yield* mapper.all();
  for (let length = parts.length; length > 1; length--) {
    const [name, ...group] = parts.slice(0, length) as [string, ...string[]];
    const found = full.find((each) => [each.plural, each.singular].includes(name) && each.group === group.join('.'));
    if (found) return { resource: yield* inVersion(invocation, found, wanted), fields: parts.slice(length) };
  }
  const resource = yield* byName(invocation, parts[0]!);
  return { resource: yield* inVersion(invocation, resource, wanted), fields: parts.slice(1) };
}

function* byName({ mapper }: Invocation, name: string): Process<ApiResource> {
  try {
    return yield* mapper.byName(name);
  } catch (error) {
    throw new PlainError(textOf(error));
  }
}

function* inVersion({ mapper }: Invocation, resource: ApiResource, wanted: string): Process<ApiResource> {
  if (wanted === '') return resource;
  const { group, version } = parseApiVersion(wanted);
  const all = yield* mapper.all();
  const found = all.find((each) => each.plural === resource.plural && each.group === group && each.version === version);
  if (found) return found;
  throw new Error(`couldn't find resource for "${group}/${version}, Resource=${resource.plural}"`);
}
