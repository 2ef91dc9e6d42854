import { findJsonError } from '../../../api/json-syntax.ts';
import type { Process } from '../../../api/process.ts';
import { parseLabelSelector } from '../../../api/selectors.ts';
import { parseDocuments } from '../../../api/yaml/parse-documents.ts';
import { goQuote } from '../../../base/go-quote.ts';
import { ConnectionError } from '../../network/network.ts';
import type { Mapper } from '../client/mapper.ts';
import type { AnyObject } from '../client/resource.ts';
import { DEFAULT_SERVER, type KubectlEnv } from '../env.ts';
import type { Info } from './info.ts';

export interface ManifestOptions {
  readonly filenames: readonly string[];
  readonly recursive: boolean;
  /** Whether documents must name their kind: `--validate` is not off. */
  readonly validate: boolean;
  readonly namespace: string;
  /** Only objects with these labels; '' for all. */
  readonly labelSelector: string;
  /** Objects of another namespace are errors: the namespace was given on the command line. */
  readonly enforceNamespace: boolean;
}

/** What the manifests hold, and what was wrong with some of them: one bad document does not hide the others. */
export interface Manifests {
  readonly infos: readonly (Info & { readonly object: AnyObject })[];
  readonly errors: readonly unknown[];
}

/** Reads the objects of files, folders and standard input. Models cli-runtime's StreamVisitor and FlattenListVisitor. */
export function* readManifests(env: KubectlEnv, mapper: Mapper, options: ManifestOptions): Process<Manifests> {
  const infos: (Info & { readonly object: AnyObject })[] = [];
  const errors: unknown[] = [];
  const wanted = parseLabelSelector(options.labelSelector);
  for (const { source, text } of openFiles(env, options)) {
    try {
      if (options.validate) yield* askForSchemas(env, source);
      for (const object of documentsOf(source, text, options.validate)) {
        for (const item of flatten(object)) {
          try {
            const info = yield* infoFor(mapper, item, source, options);
            if (wanted.matches(info.object.metadata?.labels)) infos.push(info);
          } catch (error) {
            errors.push(error);
          }
        }
      }
    } catch (error) {
      errors.push(error);
    }
  }
  return { infos, errors };
}

function openFiles(env: KubectlEnv, options: ManifestOptions): { source: string; text: string }[] {
  const files = env.files ?? new Map<string, string>();
  return options.filenames.flatMap((filename) => {
    if (filename === '-') return [{ source: 'STDIN', text: env.stdin ?? '' }];
    const host = /^https?:\/\/([^/:]+)/.exec(filename)?.[1];
    if (host) throw new Error(`Get ${goQuote(filename)}: dial tcp: lookup ${host}: no such host`);
    const path = filename.replace(/^\.\//, '').replace(/\/+$/, '');
    const text = files.get(path) ?? files.get(filename);
    if (text !== undefined) return [{ source: filename, text }];
    const folder = path === '.' || path === '' ? '' : `${path}/`;
    const inside = [...files.keys()].filter((name) => name.startsWith(folder)).sort();
    if (inside.length === 0) throw new Error(`the path ${goQuote(filename)} does not exist`);
    return inside
      .filter((name) => /\.(json|yaml|yml)$/.test(name))
      .filter((name) => options.recursive || !name.slice(folder.length).includes('/'))
      .map((name) => ({ source: name, text: files.get(name)! }));
  });
}

/** The documents of one file, up to the first that cannot be read. */
function* documentsOf(source: string, text: string, validate: boolean): Generator<AnyObject> {
  // What begins like JSON is JSON for kubectl, and no YAML in braces.
  const broken = /^\s*\{/.test(text) ? findJsonError(text, true) : undefined;
  for (const document of parseDocuments(broken ? text.slice(0, broken.start) : text)) {
    if (document.error) throw new Error(`error parsing ${source}: ${document.error.message}`);
    if (document.value === null || document.value === undefined) continue;
    if (validate) checkKind(source, document.value);
    yield document.value as AnyObject;
  }
  if (!broken) return;
  const { offset, message } = broken;
  throw new Error(
    `error parsing ${source}: ${offset === undefined ? 'unexpected EOF' : `json: offset ${offset}: ${message}`}`,
  );
}

const ADVICE = 'if you choose to ignore these errors, turn validation off with --validate=false';

/** Validation begins with the server's OpenAPI: a server out of reach is noticed here. */
function* askForSchemas(env: KubectlEnv, source: string): Process<void> {
  try {
    yield* env.transport({ method: 'GET', path: '/openapi/v3?timeout=32s', headers: {} });
  } catch (error) {
    if (!(error instanceof ConnectionError)) throw error;
    const server = env.server ?? DEFAULT_SERVER;
    const why = error.reason === 'refused' ? 'connect: connection refused' : 'i/o timeout';
    const download = `failed to download openapi: Get "https://${server}/openapi/v2?timeout=32s": dial tcp ${server}: ${why}`;
    throw new Error(`error validating ${goQuote(source)}: error validating data: ${download}; ${ADVICE}`);
  }
}

function checkKind(source: string, value: unknown): void {
  const missing: string[] = [];
  if (typeof value !== 'object' || Array.isArray(value)) missing.push('invalid object to validate');
  else {
    const { apiVersion, kind } = value as { apiVersion?: unknown; kind?: unknown };
    if (apiVersion === undefined || apiVersion === null) missing.push('apiVersion not set');
    else if (typeof apiVersion !== 'string') missing.push("apiVersion isn't string type");
    if (kind === undefined || kind === null) missing.push('kind not set');
    else if (typeof kind !== 'string') missing.push("kind isn't string type");
  }
  if (missing.length === 0) return;
  const why = missing.length === 1 ? missing[0] : `[${missing.join(', ')}]`;
  throw new Error(`error validating ${goQuote(source)}: error validating data: ${why}; ${ADVICE}`);
}

function flatten(object: AnyObject): readonly AnyObject[] {
  if (!Array.isArray(object['items']) || !object.kind?.endsWith('List')) return [object];
  return (object['items'] as AnyObject[]).flatMap(flatten);
}

function* infoFor(
  mapper: Mapper,
  object: AnyObject,
  source: string,
  options: ManifestOptions,
): Process<Info & { readonly object: AnyObject }> {
  const { apiVersion, kind, metadata } = object;
  if (!kind) {
    const json = JSON.stringify(object);
    throw new Error(`unable to decode ${goQuote(source)}: Object 'Kind' is missing in '${json}'`);
  }
  checkMetadata(source, object);
  const name = metadata?.name ?? '';
  const own = metadata?.namespace ?? '';
  const resource = yield* mapper.byKind(apiVersion ?? '', kind);
  if (!resource) {
    const subject = `resource mapping not found for name: ${goQuote(name)} namespace: ${goQuote(own)} from ${goQuote(source)}`;
    throw new Error(
      `${subject}: no matches for kind ${goQuote(kind)} in version ${goQuote(apiVersion ?? '')}\nensure CRDs are installed first`,
    );
  }
  if (!resource.namespaced) return { resource, namespace: '', name, source, object };
  if (own && own !== options.namespace && options.enforceNamespace) {
    throw new Error(
      `the namespace from the provided object ${goQuote(own)} does not match the namespace ${goQuote(options.namespace)}. You must pass '--namespace=${own}' to perform this operation.`,
    );
  }
  const namespace = own || options.namespace;
  return { resource, namespace, name, source, object: { ...object, metadata: { ...metadata, namespace } } };
}

/** kubectl reads the metadata of whatever it sends: wrong types in it do not reach the server. */
function checkMetadata(source: string, object: AnyObject): void {
  const fail = (value: unknown, field: string, wanted = 'string'): never => {
    const type = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
    const name = type === 'boolean' ? 'bool' : type;
    throw new Error(
      `unable to decode ${goQuote(source)}: json: cannot unmarshal ${name} into Go struct field ObjectMeta.metadata.${field} of type ${wanted}`,
    );
  };
  const metadata = (object.metadata ?? {}) as Readonly<Record<string, unknown>>;
  for (const field of ['labels', 'annotations']) {
    const map = metadata[field] ?? {};
    if (typeof map !== 'object' || Array.isArray(map)) fail(map, field, 'map[string]string');
    for (const value of Object.values((metadata[field] ?? {}) as Record<string, unknown>)) {
      if (value !== null && typeof value !== 'string') fail(value, field);
    }
  }
  for (const field of ['name', 'namespace', 'generateName']) {
    const value = metadata[field];
    if (value !== undefined && value !== null && typeof value !== 'string') fail(value, field);
  }
}
