import type { FieldError } from '../../../api/field-error.ts';
import { invalidValue } from '../../../api/field-errors.ts';
import type { BoundObjectReference, TokenRequest } from '../../../api/k8s/authentication-v1.gen.ts';
import type { Pod } from '../../../api/k8s/core-v1.gen.ts';
import type { KubeObject } from '../../../api/object.ts';
import type { Process } from '../../../api/process.ts';
import { badRequest, conflict, invalid, notFound } from '../../../api/status.ts';
import { goQuote } from '../../../base/go-quote.ts';
import { rfc3339 } from '../../../base/time.ts';
import { restrictNode } from '../admission/node-restriction/node-restriction.ts';
import { type BoundTo, claimsFor, ISSUER, issueToken } from '../auth/tokens.ts';
import { read } from '../get.ts';
import { keyOf } from '../resource.ts';
import type { Call, Server } from '../server.ts';
import type { Subresource } from '../subresource.ts';
import { newUid } from '../uid.ts';
import { nameOf } from '../update.ts';

const DEFAULT_SECONDS = 3600;
const MIN_SECONDS = 600;
const MAX_SECONDS = 2 ** 32;
/** Issues a token of a service account: `kubectl create token`. Models TokenREST of pkg/registry/core/serviceaccount. */
const token: Subresource = {
  name: 'token',
  verbs: ['create'],
  has: ({ group, plural }) => group === '' && plural === 'serviceaccounts',
  object: { group: 'authentication.k8s.io', version: 'v1', kind: 'TokenRequest' },
  *serve(server, call) {
    const asked = call.request.body as TokenRequest;
    const { boundObjectRef } = asked.spec ?? {};
    // kubectl sends null where it wants the default.
    const expirationSeconds = asked.spec?.expirationSeconds ?? DEFAULT_SECONDS;
    restrictNode({ metadata: { name: nameOf(call) } } as KubeObject, { server, call, operation: 'CREATE' });
    const account = yield* read(server, call);
    const { name = '', namespace = '', uid = '' } = account.metadata;
    checkMetadata(asked, name, namespace);
    const errors = validate(expirationSeconds);
    if (errors.length > 0) throw invalid({ group: 'authentication.k8s.io', kind: 'TokenRequest' }, '', errors);
    const bound = boundObjectRef ? yield* boundTo(server, call, boundObjectRef) : {};
    const audiences = asked.spec?.audiences?.length ? asked.spec.audiences : [ISSUER];
    const now = Math.floor(server.engine.unixMs / 1000);
    const claims = claimsFor({
      audiences,
      seconds: expirationSeconds,
      issuedSeconds: now,
      id: newUid(server.random),
      namespace,
      account: { name, uid },
      bound,
    });
    const text = issueToken(claims);
    const body: TokenRequest = {
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'TokenRequest',
      metadata: { name, namespace, creationTimestamp: server.timestamp() },
      spec: { ...asked.spec, audiences, expirationSeconds },
      status: { token: text, expirationTimestamp: rfc3339((now + expirationSeconds) * 1000) },
    };
    return { code: 201, body };
  },
};

function checkMetadata({ metadata }: TokenRequest, name: string, namespace: string): void {
  if (metadata?.name && metadata.name !== name) {
    throw badRequest(
      `metadata.name: Invalid value: ${goQuote(metadata.name)}: must match the service account name if specified`,
    );
  }
  if (metadata?.namespace && metadata.namespace !== namespace) {
    throw badRequest('the namespace of the provided object does not match the namespace sent on the request');
  }
}

function validate(seconds: number): FieldError[] {
  const field = 'spec.expirationSeconds';
  if (seconds < MIN_SECONDS) return [invalidValue(field, seconds, 'may not specify a duration less than 10 minutes')];
  if (seconds > MAX_SECONDS)
    return [invalidValue(field, seconds, 'may not specify a duration larger than 2^32 seconds')];
  return [];
}

interface Bound {
  readonly pod?: BoundTo;
  readonly node?: BoundTo;
  readonly secret?: BoundTo;
}

const PLURALS: Readonly<Record<string, string>> = { Pod: 'pods', Secret: 'secrets', Node: 'nodes' };

function* boundTo(server: Server, call: Call, reference: BoundObjectReference): Process<Bound> {
  const { apiVersion = '', kind = '', name = '', uid } = reference;
  const plural = apiVersion === 'v1' || apiVersion === '' ? PLURALS[kind] : undefined;
  if (!plural) {
    const slash = apiVersion.indexOf('/');
    const [group, version] = slash < 0 ? ['', apiVersion] : [apiVersion.slice(0, slash), apiVersion.slice(slash + 1)];
    throw badRequest(`cannot bind token to object of type ${group}/${version}, Kind=${kind}`);
  }
  const object = yield* stored(server, plural, plural === 'nodes' ? '' : (call.request.namespace ?? ''), name);
  const actual = object.metadata.uid ?? '';
  const found: BoundTo = { name, uid: actual };
  if (plural === 'pods') {
    const account = (object as Pod).spec?.serviceAccountName ?? '';
    if (account !== nameOf(call)) {
      const why = `to pod running with serviceaccount ${goQuote(account)}`;
      throw badRequest(`cannot bind token for serviceaccount ${goQuote(nameOf(call))} ${why}`);
    }
  }
  if (uid && uid !== actual) {
    const differs = `the UID in the bound object reference (${uid}) does not match the UID in record (${actual})`;
    throw conflict(
      { group: '', plural: kind },
      name,
      `${differs}. The object might have been deleted and then recreated`,
    );
  }
  if (plural === 'secrets') return { secret: found };
  if (plural === 'nodes') return { node: found };
  const nodeName = (object as Pod).spec?.nodeName;
  if (!nodeName) return { pod: found };
  const node = server.resources.named('', 'nodes')?.cache.get(`/registry/nodes/${nodeName}`);
  return { pod: found, node: { name: nodeName, uid: node?.metadata.uid ?? '' } };
}

function* stored(server: Server, plural: string, namespace: string, name: string): Process<KubeObject> {
  const resource = server.resources.named('', plural);
  const found = resource && (yield* server.storage.get(keyOf(resource, namespace, name)));
  if (!found) throw notFound({ group: '', plural }, name);
  return found;
}

export default token;
