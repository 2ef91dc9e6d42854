import type { Kind, SubresourceStrategy } from '../../api/kind.ts';
import type { KubeObject } from '../../api/object.ts';
import type { Process } from '../../api/process.ts';
import { notFound } from '../../api/status.ts';
import { objectOf } from './body.ts';
import { get } from './get.ts';
import { patchWith } from './patch.ts';
import type { ResourceResponse } from './request.ts';
import type { Call, Server } from './server.ts';
import type { Subresource } from './subresource.ts';
import { applyUpdate, nameOf, type UpdateRules } from './update.ts';

type StrategyOf = (kind: Kind) => SubresourceStrategy<KubeObject> | undefined;

/** A subresource that is read and written as the object itself, of which it changes a part. */
export function subresourceWith(name: string, strategyOf: StrategyOf): Subresource {
  const memo = new WeakMap<Kind, UpdateRules>();
  const rulesOf = ({ resource: { kind } }: Call): UpdateRules => {
    const known = memo.get(kind);
    if (known) return known;
    const rules = strategyRules(name, strategyOf(kind)!);
    memo.set(kind, rules);
    return rules;
  };
  return {
    name,
    verbs: ['get', 'update', 'patch'],
    has: (kind) => strategyOf(kind) !== undefined,
    serve(server, call) {
      if (call.request.verb === 'get') return get(server, call);
      if (call.request.verb === 'patch') return patchWith(server, call, rulesOf(call));
      return update(server, call, rulesOf(call));
    },
  };
}

/** The rules for an update through a subresource. */
export function strategyRules(name: string, strategy: SubresourceStrategy<KubeObject>): UpdateRules {
  return {
    prepare: (next, previous, { nowMs }) => strategy.prepareForUpdate(next, previous, { nowMs, subresource: name }),
    ...(strategy.validateUpdate ? { validate: strategy.validateUpdate } : {}),
    whole: false,
  };
}

function* update(server: Server, call: Call, rules: UpdateRules): Process<ResourceResponse> {
  const { kind } = call.resource;
  const given = objectOf(call);
  const body: KubeObject = kind.defaults ? kind.defaults(given) : given;
  const plan = { rules, wanted: () => body, sameUid: true };
  const stored = yield* applyUpdate(server, call, nameOf(call, body), plan);
  if (!stored) throw notFound(kind, nameOf(call, body));
  return { code: 200, body: stored };
}
