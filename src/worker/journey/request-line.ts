import { targetOf } from '../../sim/apiserver/http/target.ts';
import type { HttpRequest, ResourceRequest } from '../../sim/apiserver/request.ts';

const METHODS: Readonly<Record<string, string>> = {
  get: 'GET',
  list: 'GET',
  watch: 'WATCH',
  create: 'POST',
  update: 'PUT',
  patch: 'PATCH',
  delete: 'DELETE',
  deletecollection: 'DELETE',
};

type Asked = ResourceRequest | HttpRequest;

/** Whether a message carries a request to the API server. */
export function isRequest(subject: unknown): subject is Asked {
  return (
    subject !== null && typeof subject === 'object' && (('verb' in subject && 'kind' in subject) || 'method' in subject)
  );
}

/** A request in one line: `PATCH deployments/web/scale`. */
export function requestLine(subject: Asked): string {
  if ('verb' in subject) {
    const { verb, kind, name, subresource, body } = subject;
    const given = name ?? (body as { metadata?: { name?: string } } | undefined)?.metadata?.name;
    const words = [kind.plural, given, subresource].filter((word) => word !== undefined && word !== '');
    return `${METHODS[verb]} ${words.join('/')}`;
  }
  const path = subject.path.split('?')[0]!;
  const target = targetOf(path);
  const method = /[?&]watch=(?:true|1)\b/.test(subject.path) ? 'WATCH' : subject.method;
  if (!target) return `${method} ${path}`;
  return `${method} ${[target.plural, target.name, target.subresource].filter((word) => word !== undefined).join('/')}`;
}

/** The path of a request as HTTP has it. */
export function requestPath(subject: Asked): string {
  if (!('verb' in subject)) return subject.path;
  const { kind, namespace, name, subresource, verb } = subject;
  const base = kind.group === '' ? `/api/${kind.version}` : `/apis/${kind.group}/${kind.version}`;
  const space = kind.namespaced && namespace ? `/namespaces/${namespace}` : '';
  const isOne = verb !== 'list' && verb !== 'deletecollection' && verb !== 'watch';
  const one = isOne && name && !(verb === 'create' && !subresource) ? `/${name}` : '';
  return `${base}${space}/${kind.plural}${one}${subresource ? `/${subresource}` : ''}`;
}

/** Its HTTP method. */
export function requestMethod(subject: Asked): string {
  if (!('verb' in subject)) return subject.method;
  const method = METHODS[subject.verb]!;
  return method === 'WATCH' ? 'GET' : method;
}

/** Its verb as authorization names it. */
export function requestVerb(subject: Asked): string {
  if ('verb' in subject) return subject.verb;
  const isNamed = targetOf(subject.path.split('?')[0]!)?.name !== undefined;
  switch (subject.method) {
    case 'GET':
      return isNamed ? 'get' : /[?&]watch=(?:true|1)\b/.test(subject.path) ? 'watch' : 'list';
    case 'POST':
      return 'create';
    case 'PUT':
      return 'update';
    case 'DELETE':
      return isNamed ? 'delete' : 'deletecollection';
    default:
      return subject.method.toLowerCase();
  }
}
