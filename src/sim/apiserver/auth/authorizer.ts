import type { Kind } from '../../../api/kind.ts';
import type { Verb } from '../../../api/request.ts';
import type { ResourceRequest } from '../request.ts';
import type { Resources } from '../resource.ts';
import { type Attributes, attributesOf, forbiddenError } from './attributes.ts';
import { authorizeNode } from './node-authorizer.ts';
import { createNodeGraph, type NodeGraph } from './node-graph.ts';
import { ruleAllows } from './policy-rules.ts';
import { createRuleResolver, RBAC_GROUP, type RuleResolver } from './rule-resolver.ts';
import { MASTERS, nodeOf, type User, userNamed } from './user.ts';

/** Whether something is allowed, and by what; or why not. */
export interface Decision {
  readonly allowed: boolean;
  readonly reason: string;
}

/** Decides what users may do: members of system:masters everything, kubelets by Node, everyone by RBAC. */
export interface Authorizer {
  readonly resolver: RuleResolver;
  readonly graph: NodeGraph;
  authorize(attributes: Attributes): Decision;
  /** Throws the refusal when something is not allowed. */
  check(attributes: Attributes): void;
  /** The same for a component's request; costs next to nothing once it was allowed for all objects of the kind. */
  checkRequest(request: ResourceRequest): void;
  /** Forgets what was decided: roles or bindings have changed. */
  reset(): void;
}

/** The verbs that a name was allowed for all objects of a kind, as bits, by subresource. */
type Grants = Map<string, number>;

/** A user name that components use, with what it was granted. */
interface Known {
  readonly user: User;
  readonly isMaster: boolean;
  /** Of a kubelet: its node. */
  readonly node: string | undefined;
  readonly grants: Map<Kind, Grants>;
}

const BITS: Readonly<Record<Verb, number>> = {
  get: 1,
  list: 2,
  watch: 4,
  create: 8,
  update: 16,
  patch: 32,
  delete: 64,
  deletecollection: 128,
};

/** Makes the authorizer over the caches of a server. Where RBAC's kinds are not served everything is allowed. */
export function createAuthorizer(resources: Resources): Authorizer {
  const resolver = createRuleResolver(resources);
  const graph = createNodeGraph(resources);
  const isOn = resources.named(RBAC_GROUP, 'clusterrolebindings') !== undefined;
  const known = new Map<string, Known>();

  const authorize = (attributes: Attributes): Decision => {
    const { user } = attributes;
    if (!isOn || user.groups.includes(MASTERS)) return { allowed: true, reason: '' };
    const node = nodeOf(user);
    const reasons: string[] = [];
    if (node !== undefined) {
      const decision = authorizeNode(node, attributes, graph);
      if (decision === true) return { allowed: true, reason: '' };
      if (decision !== '') reasons.push(decision);
    }
    const decision = byRules(resolver, attributes);
    if (decision.allowed) return decision;
    if (decision.reason !== '') reasons.push(decision.reason);
    return { allowed: false, reason: reasons.join('\n') };
  };
  const check = (attributes: Attributes): void => {
    const { allowed, reason } = authorize(attributes);
    if (!allowed) throw forbiddenError(attributes, reason);
  };
  return {
    resolver,
    graph,
    authorize,
    check,
    checkRequest(request) {
      let who = known.get(request.user);
      if (!who) {
        const user = userNamed(request.user);
        const isMaster = !isOn || user.groups.includes(MASTERS);
        who = { user, isMaster, node: nodeOf(user), grants: new Map() };
        known.set(request.user, who);
      }
      if (who.isMaster) return;
      const grants = who.grants.get(request.kind);
      const bits = grants?.get(request.subresource ?? '') ?? 0;
      const bit = BITS[request.verb];
      if (bits & bit) return;
      const attributes = attributesOf(who.user, request);
      if (who.node !== undefined && authorizeNode(who.node, attributes, graph) === true) return;
      check(attributes);
      if (!byRules(resolver, { ...attributes, namespace: '', name: '' }).allowed) return;
      if (grants) grants.set(attributes.subresource, bits | bit);
      else who.grants.set(request.kind, new Map([[attributes.subresource, bit]]));
    },
    reset() {
      for (const { grants } of known.values()) grants.clear();
    },
  };
}

/** Models RBACAuthorizer. */
function byRules(resolver: RuleResolver, attributes: Attributes): Decision {
  let reason = '';
  const errors: string[] = [];
  resolver.visit(attributes.user, attributes.namespace, (rule, source, error) => {
    if (error && !errors.includes(error.message)) errors.push(error.message);
    if (!rule || !ruleAllows(attributes, rule)) return true;
    reason = `RBAC: allowed by ${source()}`;
    return false;
  });
  if (reason !== '') return { allowed: true, reason };
  if (errors.length === 0) return { allowed: false, reason: '' };
  return { allowed: false, reason: `RBAC: ${errors.length === 1 ? errors[0] : `[${errors.join(', ')}]`}` };
}
