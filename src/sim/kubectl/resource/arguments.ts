import type { Process } from '../../../api/process.ts';
import type { Mapper } from '../client/mapper.ts';
import type { ApiResource } from '../client/resource.ts';

/** What the arguments of a command name: types alone, or objects. */
export type Arguments =
  | { readonly type: 'none' }
  | { readonly type: 'types'; readonly resources: readonly ApiResource[] }
  | {
      readonly type: 'objects';
      readonly objects: readonly { readonly resource: ApiResource; readonly name: string }[];
    };

/** Reads `TYPE`, `TYPE NAME…`, `TYPE1,TYPE2`, `TYPE/NAME…`. Models resource.Builder.ResourceTypeOrNameArgs. */
export function* readArguments(mapper: Mapper, args: readonly string[]): Process<Arguments> {
  const words = spreadTypes(args);
  const slashes = words.filter((word) => word.includes('/')).length;
  if (slashes > 0) {
    if (slashes !== words.length) {
      throw new Error(
        "there is no need to specify a resource type as a separate argument when passing arguments in resource/name form (e.g. 'kubectl get resource/<resource_name>' instead of 'kubectl get resource resource/<resource_name>'",
      );
    }
    const objects = [];
    for (const word of words) {
      const { type, name } = splitName(word);
      objects.push({ resource: yield* mapper.byName(type), name });
    }
    return { type: 'objects', objects };
  }
  if (words.length === 0) return { type: 'none' };
  const resources = yield* typesOf(mapper, words[0]!);
  if (words.length === 1) return { type: 'types', resources };
  if (resources.length > 1) throw new Error('you may only specify a single resource type');
  return { type: 'objects', objects: words.slice(1).map((name) => ({ resource: resources[0]!, name })) };
}

/** `pods,svc a b` means pods/a pods/b svc/a svc/b. */
function spreadTypes(args: readonly string[]): readonly string[] {
  if (args.length < 2 || !args[0]!.includes(',') || args[0]!.includes('/')) return args;
  return splitTypes(args[0]!).flatMap((type) => args.slice(1).map((name) => `${type}/${name}`));
}

function splitName(word: string): { type: string; name: string } {
  const parts = word.split('/');
  if (parts.length !== 2) throw new Error('arguments in resource/name form may not have more than one slash');
  const [type, name] = parts as [string, string];
  if (!type || !name || splitTypes(type).length !== 1) {
    throw new Error('arguments in resource/name form must have a single resource and name');
  }
  return { type, name };
}

function splitTypes(text: string): string[] {
  return [...new Set(text.split(',').filter((type) => type !== ''))];
}

function* typesOf(mapper: Mapper, text: string): Process<readonly ApiResource[]> {
  const resources: ApiResource[] = [];
  for (const type of splitTypes(text)) {
    const members = yield* mapper.category(type);
    for (const resource of members.length ? members : [yield* mapper.byName(type)]) {
      if (!resources.includes(resource)) resources.push(resource);
    }
  }
  return resources;
}
