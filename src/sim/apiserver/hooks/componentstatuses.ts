import type { ComponentStatus } from '../../../api/k8s/core-v1.gen.ts';
import type { Process } from '../../../api/process.ts';
import { ApiError } from '../../../api/status.ts';
import type { HooksDefinition } from '../hooks.ts';
import type { ResourceResponse } from '../request.ts';
import { keyOf } from '../resource.ts';
import { selectionOf } from '../selection.ts';
import type { Call, Server } from '../server.ts';
import { nameOf } from '../update.ts';

/** The components that are asked, in the order in which they are listed, and where they answer. */
const COMPONENTS = [
  { name: 'controller-manager', process: 'kube-controller-manager', port: 10_257 },
  { name: 'scheduler', process: 'kube-scheduler', port: 10_259 },
] as const;

/** Computed when somebody asks. Models pkg/registry/core/componentstatus. */
const componentStatuses: HooksDefinition = {
  group: '',
  plural: 'componentstatuses',
  create: (server) => ({
    serve: {
      get: (call) => get(server, call),
      list: (call) => list(server, call),
    },
  }),
};

export default componentStatuses;

function* get(server: Server, call: Call): Process<ResourceResponse> {
  const name = nameOf(call);
  const object = statuses(server).find(({ metadata }) => metadata.name === name);
  if (!object) throw new ApiError(500, '', `Component not found: ${name}`);
  return { code: 200, body: object };
}

function* list(server: Server, call: Call): Process<ResourceResponse> {
  const { matches = () => true, key } = selectionOf(call.resource, undefined, call.request.list ?? {});
  const items = statuses(server).filter(
    (object) =>
      matches(object) && (key === undefined || key === keyOf(call.resource, undefined, object.metadata.name!)),
  );
  const body = { kind: 'ComponentStatusList', apiVersion: 'v1', metadata: {}, items };
  return { code: 200, body };
}

function statuses(server: Server): readonly ComponentStatus[] {
  const components = COMPONENTS.map(({ name, process, port }) => {
    const address = `127.0.0.1:${port}`;
    const refused = `Get "https://${address}/healthz": dial tcp ${address}: connect: connection refused`;
    const healthy = server.isRunning(process);
    return status(name, healthy, healthy ? 'ok' : refused);
  });
  const { connected } = server.feed;
  return [
    ...components,
    status('etcd-0', connected, connected ? 'ok' : '', connected ? '' : 'context deadline exceeded'),
  ];
}

function status(name: string, healthy: boolean, message: string, error = ''): ComponentStatus {
  const condition = {
    type: 'Healthy',
    status: healthy ? 'True' : 'False',
    ...(message ? { message } : {}),
    ...(error ? { error } : {}),
  };
  return { apiVersion: 'v1', kind: 'ComponentStatus', metadata: { name }, conditions: [condition] };
}
