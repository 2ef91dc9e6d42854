import type { Kind } from '../../../api/kind.ts';
import type { KubeObject } from '../../../api/object.ts';
import type { Process } from '../../../api/process.ts';
import { notFound } from '../../../api/status.ts';
import { objectOf } from '../body.ts';
import { get } from '../get.ts';
import { patchWith } from '../patch.ts';
import type { ResourceResponse } from '../request.ts';
import type { Call, Server } from '../server.ts';
import type { Subresource } from '../subresource.ts';
import { applyUpdate, nameOf, type UpdateRules } from '../update.ts';

/** The status of an object, which its controller writes. */
const status: Subresource = {
  name: 'status',
  verbs: ['get', 'update', 'patch'],
  has: (kind) => kind.status !== undefined,
  serve(server, call) {
    if (call.request.verb === 'get') return get(server, call);
    if (call.request.verb === 'patch') return patchWith(server, call, rulesOf(call));
    return update(server, call);
  },
};

function* update(server: Server, call: Call): Process<ResourceResponse> {
  const { kind } = call.resource;
  const given = objectOf(call);
  const body: KubeObject = kind.defaults ? kind.defaults(given) : given;
  const plan = { rules: rulesOf(call), wanted: () => body, sameUid: true };
  const stored = yield* applyUpdate(server, call, nameOf(call, body), plan);
  if (!stored) throw notFound(kind, nameOf(call, body));
  return { code: 200, body: stored, warnings: call.warnings };
}

const memo = new WeakMap<Kind, UpdateRules>();

function rulesOf({ resource: { kind } }: Call): UpdateRules {
  const known = memo.get(kind);
  if (known) return known;
  const strategy = kind.status!;
  const rules: UpdateRules = {
    prepare: (next, previous, { nowMs }) => strategy.prepareForUpdate(next, previous, { nowMs, subresource: 'status' }),
    ...(strategy.validateUpdate ? { validate: strategy.validateUpdate } : {}),
    whole: false,
  };
  memo.set(kind, rules);
  return rules;
}

export default status;
