import { managedByCreate, managedByUpdate } from '../../api/fields/field-manager.ts';
import { EMPTY, type FieldSet, setOf } from '../../api/fields/field-set.ts';
import type { Managed } from '../../api/fields/managed.ts';
import { planOf, planOfSchema, type TypePlan } from '../../api/fields/type-plan.ts';
import type { TypedView, Writer } from '../../api/fields/updater.ts';
import type { KubeObject } from '../../api/object.ts';
import type { Resource, Served } from './resource.ts';
import type { Call, Server } from './server.ts';
import { inVersion, storedForm } from './versions.ts';

/** A manager's name is cut at this many bytes. */
const MAX_MANAGER_LENGTH = 128;

/** Who owns what of a new object, before admission and strategy add to it, as upstream has it. */
export function managedOnCreate(server: Server, call: Call, object: KubeObject): Managed {
  const view = viewOf(server, call);
  const shown = inVersion(call.served, convertedBy(call, object)) as KubeObject;
  return managedByCreate(view, zeroOf(view.plan), shown, writerOf(server, call), server.updates);
}

/** Who owns what when the object that a request wants has taken the place of the one that is stored. */
export function managedOnUpdate(server: Server, call: Call, current: KubeObject, wanted: KubeObject): Managed {
  const before = inVersion(call.served, current) as KubeObject;
  const after = inVersion(call.served, convertedBy(call, wanted)) as KubeObject;
  return managedByUpdate(viewOf(server, call), before, after, writerOf(server, call), server.updates);
}

function convertedBy({ resource: { kind } }: Call, object: KubeObject): KubeObject {
  return kind.converted ? kind.converted(object) : object;
}

/** Who makes a request, and when. */
export function writerOf(server: Server, { request }: Call): Writer {
  // Clients that give no name at all are one manager.
  const manager = (request.write?.fieldManager ?? request.manager ?? componentOf(request.user)) || 'unknown';
  return { manager, subresource: request.subresource ?? '', time: server.timestamp() };
}

/** What has no field that Go always writes: custom objects. */
const NOTHING = { metadata: {} };

/** What stands for an object of a type in which nothing is set. */
export function zeroOf(plan: TypePlan): unknown {
  return plan.type === 'struct' && Object.keys(plan.zero).length > 0 ? plan.zero : NOTHING;
}

/** The field manager of a client that names none: its program. Models prefixFromUserAgent. */
export function managerOfAgent(userAgent: string): string {
  let name = '';
  for (const letter of userAgent.split('/')[0]!) {
    if (!/\P{C}/u.test(letter)) continue;
    if (name.length + letter.length > MAX_MANAGER_LENGTH) break;
    name += letter;
  }
  return name;
}

/** The program of a component: users are named for it. */
function componentOf(user: string): string {
  if (user.startsWith('system:node:')) return 'kubelet';
  if (user.startsWith('system:serviceaccount:kube-system:')) {
    const account = user.slice(user.lastIndexOf(':') + 1);
    return STANDALONE.includes(account) ? account : 'kube-controller-manager';
  }
  return COMPONENTS[user] ?? user;
}

const COMPONENTS: Readonly<Record<string, string>> = {
  'system:apiserver': 'kube-apiserver',
  'system:kube-controller-manager': 'kube-controller-manager',
  'system:kube-scheduler': 'kube-scheduler',
};

/** Accounts of kube-system that programs of their own use. */
const STANDALONE = ['coredns', 'kube-proxy', 'metrics-server', 'cloud-controller-manager'];

const views = new WeakMap<Resource | Served, Map<string, TypedView>>();

/** How the objects of a request are typed, and what they cannot set. */
export function viewOf(server: Server, { resource, served, request }: Call): TypedView {
  const key = served ?? resource;
  const { subresource = '' } = request;
  let known = views.get(key);
  if (!known) {
    known = new Map();
    views.set(key, known);
  }
  let view = known.get(subresource);
  if (!view) {
    const plan = planOfType(server, served?.schema ?? resource.kind.schema);
    const { apiVersion } = key;
    const convert: TypedView['convert'] = (object, wanted) => converted(server, resource, served, object, wanted);
    view = { apiVersion, plan, resetFields: resetFields(resource, plan, subresource), convert };
    known.set(subresource, view);
  }
  return view;
}

function converted(
  server: Server,
  resource: Resource,
  from: Served | undefined,
  object: unknown,
  apiVersion: string,
): ReturnType<TypedView['convert']> {
  const to = server.resources.served.find((each) => each.resource === resource && each.apiVersion === apiVersion);
  if (!to) return undefined;
  const stored = storedForm(from, object) as KubeObject;
  const { kind } = resource;
  const whole = from?.other && kind.defaults ? kind.defaults(stored) : stored;
  return { plan: planOfType(server, to.schema), object: inVersion(to, whole) };
}

/** The plan of a type, whether it is built in or a definition's. */
function planOfType({ resources }: Server, name: string): TypePlan {
  const own = resources.extraSchemas.get(name);
  return own ? planOfSchema(own) : planOf(name);
}

const STATUS = setOf(['f:status']);
const SPEC = setOf(['f:spec']);

function hasField(plan: TypePlan, name: string): boolean {
  return plan.type === 'struct' ? plan.fields.has(name) : plan.type === 'map' && plan.known?.has(name) === true;
}

/** What a write to the resource, or to its status, leaves as it was. Models GetResetFields of the strategies. */
function resetFields({ kind }: Resource, plan: TypePlan, subresource: string): FieldSet {
  if (subresource === '') return kind.status && hasField(plan, 'status') ? STATUS : EMPTY;
  if (subresource !== 'status') return EMPTY;
  const more = kind.status?.resets ?? [];
  if (more.length === 0) return SPEC;
  return setOf(['f:spec'], ...more.map((path) => path.split('.').map((field) => `f:${field}`)));
}
