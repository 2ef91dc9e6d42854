import { invalidValue } from '../../api/field-errors.ts';
import { goSyntax } from '../../api/go-syntax.ts';
import type { Kind } from '../../api/kind.ts';
import type { KubeObject } from '../../api/object.ts';
import { goText, type JsonMap } from '../../api/patch/json.ts';
import { applyJsonPatch, type JsonPatchOperation } from '../../api/patch/json-patch.ts';
import { applyMergePatch } from '../../api/patch/merge-patch.ts';
import { applyStrategicMergePatch } from '../../api/patch/strategic-merge.ts';
import type { Process } from '../../api/process.ts';
import type { PatchType } from '../../api/request.ts';
import { ApiError, badRequest, invalid, notFound } from '../../api/status.ts';
import { applyWith } from './apply.ts';
import { objectOf } from './body.ts';
import { DecodeError } from './decode-error.ts';
import type { ResourceResponse } from './request.ts';
import type { Call, DecodedKind, Server } from './server.ts';
import { withShownFields } from './shown-fields.ts';
import { applyUpdate, nameOf, type UpdateRules, wholeRules } from './update.ts';
import { inVersion, storedForm } from './versions.ts';

/** PATCH of an object. Models patchResource of k8s.io/apiserver. */
export function patch(server: Server, call: Call): Process<ResourceResponse> {
  return patchWith(server, call, wholeRules(call));
}

/** PATCH under the rules of the resource or of a subresource. */
export function* patchWith(server: Server, call: Call, rules: UpdateRules): Process<ResourceResponse> {
  const { resource, request } = call;
  const { kind } = resource;
  const { served = kind } = call;
  if (request.patchType === 'application/apply-patch+yaml') return yield* applyWith(server, call, rules);
  const wanted = (current: KubeObject): KubeObject => {
    const document = patched(served, request.patchType, patchBase(call, current), request.body);
    const decoded = decodedPatch(call, document, served);
    const object = objectOf(call, storedForm(call.served, decoded));
    return kind.defaults ? kind.defaults(object) : object;
  };
  const stored = yield* applyUpdate(server, call, nameOf(call), { rules, wanted, sameUid: false });
  if (!stored) throw notFound(kind, nameOf(call));
  return { code: 200, body: stored };
}

/** What a patch is applied to; managed fields are in it if the patch speaks of them. */
function patchBase({ served, request, decode }: Call, current: KubeObject): unknown {
  const object = inVersion(served, current) as KubeObject;
  if (!decode || !served || object.metadata.managedFields === undefined) return object;
  if (speaksOfManagers(request.body)) return withShownFields(served, object);
  const { managedFields: _kept, ...metadata } = object.metadata;
  return { ...object, metadata };
}

function speaksOfManagers(patch: unknown): boolean {
  if (Array.isArray(patch)) {
    const named = (path: unknown): boolean => typeof path === 'string' && path.startsWith('/metadata/managedFields');
    return (patch as readonly Partial<JsonPatchOperation>[]).some(({ path }) => named(path));
  }
  return (patch as Partial<KubeObject> | null)?.metadata?.managedFields !== undefined;
}

/** Applies a patch to a document. Throws ApiError. */
export function patched(
  kind: Pick<Kind, 'schema'>,
  type: PatchType | undefined,
  current: unknown,
  body: unknown,
): unknown {
  switch (type) {
    case 'application/json-patch+json':
      return jsonPatched(current, body);
    case 'application/merge-patch+json':
      return applyMergePatch(current, body);
    case 'application/strategic-merge-patch+json':
      return strategicPatched(kind, current, body);
    default:
      throw new ApiError(415, 'UnsupportedMediaType', '415: Unsupported Media Type');
  }
}

function jsonPatched(current: unknown, body: unknown): unknown {
  if (!Array.isArray(body)) {
    const what = `cannot unmarshal ${typeof body === 'object' ? 'object' : typeof body}`;
    throw badRequest(`error decoding patch: json: ${what} into Go value of type []handlers.jsonPatchOp`);
  }
  try {
    return applyJsonPatch(current, body as JsonPatchOperation[]);
  } catch {
    throw new ApiError(422, 'Invalid', 'the server rejected our request due to an error in our request', {});
  }
}

function strategicPatched(kind: Pick<Kind, 'schema'>, current: unknown, body: unknown): unknown {
  try {
    return applyStrategicMergePatch(current as JsonMap, body as JsonMap, kind.schema);
  } catch (error) {
    throw strategicError((error as Error).message);
  }
}

/** How a strategic merge patch that cannot be applied is refused. Models interpretStrategicMergePatchError. */
function strategicError(message: string): ApiError {
  if (/^invalid (JSON document|patch format of )|^strategic merge patch format is not supported$/.test(message)) {
    return badRequest(message);
  }
  if (message !== 'lists of lists are not supported') return new ApiError(500, '', message);
  return new ApiError(422, 'Invalid', 'the server rejected our request due to an error in our request', {});
}

/** The patched document as an object of the kind; a component's own patches need no such check. */
export function decodedPatch(call: Call, document: unknown, kind: DecodedKind): unknown {
  if (!call.decode) return document;
  const { patchType, body } = call.request;
  try {
    return call.decode(document, kind);
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    const strategic = patchType === 'application/strategic-merge-patch+json';
    // Upstream shows the patch of the one, and of the others what came of it.
    const value = strategic ? goSyntax(`"${goText(body)}"`) : JSON.stringify(document);
    const why = strategic ? error.conversionText : error.message;
    throw invalid({ group: '', kind: '' }, '', [invalidValue('patch', value, why)]);
  }
}
