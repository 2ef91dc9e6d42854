import { PassThrough } from 'node:stream';
import {
  AppsV1Api,
  CoreV1Api,
  Exec,
  KubeConfig,
  KubernetesObjectApi,
  makeInformer,
  PatchStrategy,
  type V1ConfigMap,
  type V1Status,
} from '@kubernetes/client-node';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ApiService, startApiService } from './api-service.ts';
import { emptyScenario } from './serve.ts';

// A client library by others, as programs use it, against the served API.

let service: ApiService;
const config = new KubeConfig();
beforeAll(async () => {
  service = await startApiService({ scenario: emptyScenario(2), port: 0, speed: 20, onProblem: () => {} });
  config.loadFromClusterAndUser({ name: 'orrery', server: service.address, skipTLSVerify: true }, { name: 'admin' });
});
afterAll(() => service.close());

const NAMESPACE = 'default';
const configMap = (name: string, data: Record<string, string>): V1ConfigMap & { apiVersion: string; kind: string } => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace: NAMESPACE },
  data,
});

it('lists, page by page too', async () => {
  const core = config.makeApiClient(CoreV1Api);
  const nodes = await core.listNode();
  expect(nodes.items.map(({ metadata }) => metadata?.name).sort()).toEqual(['node-1', 'node-2']);
  for (const name of ['a', 'b', 'c'])
    await core.createNamespacedConfigMap({ namespace: NAMESPACE, body: configMap(name, {}) });
  const first = await core.listNamespacedConfigMap({ namespace: NAMESPACE, limit: 2 });
  const token = first.metadata?._continue ?? '';
  const rest = await core.listNamespacedConfigMap({ namespace: NAMESPACE, _continue: token });
  expect(first.items.length).toBe(2);
  expect([...first.items, ...rest.items].map(({ metadata }) => metadata?.name)).toEqual(
    expect.arrayContaining(['a', 'b', 'c']),
  );
});

it('watches with an informer', async () => {
  const core = config.makeApiClient(CoreV1Api);
  const seen: string[] = [];
  const informer = makeInformer(config, `/api/v1/namespaces/${NAMESPACE}/configmaps`, () =>
    core.listNamespacedConfigMap({ namespace: NAMESPACE }),
  );
  for (const type of ['add', 'update', 'delete'] as const) {
    informer.on(type, ({ metadata, data }) => {
      if (metadata?.name === 'watched') seen.push(`${type} ${data?.['k'] ?? ''}`);
    });
  }
  await informer.start();
  await core.createNamespacedConfigMap({ namespace: NAMESPACE, body: configMap('watched', { k: '1' }) });
  await core.replaceNamespacedConfigMap({
    name: 'watched',
    namespace: NAMESPACE,
    body: configMap('watched', { k: '2' }),
  });
  await core.deleteNamespacedConfigMap({ name: 'watched', namespace: NAMESPACE });
  await expect.poll(() => seen, { timeout: 10_000 }).toEqual(['add 1', 'update 2', 'delete 2']);
  await informer.stop();
});

it('applies on the server, and is told of conflicts', async () => {
  const objects = KubernetesObjectApi.makeApiClient(config);
  const apply = (manager: string, data: Record<string, string>, force: boolean): Promise<V1ConfigMap> =>
    objects.patch(configMap('applied', data), undefined, undefined, manager, force, PatchStrategy.ServerSideApply);
  const created = await apply('alice', { a: '1' }, false);
  const refused = await apply('bob', { a: '2' }, false).catch((error: { code: number; body: string }) => error);
  const forced = await apply('bob', { a: '2' }, true);
  expect([created.data, (refused as { code: number }).code, forced.data]).toEqual([{ a: '1' }, 409, { a: '2' }]);
  expect(forced.metadata?.managedFields?.map(({ manager, operation }) => `${manager} ${operation}`)).toEqual([
    'bob Apply',
  ]);
});

it('scales a Deployment and sees its Pods run', async () => {
  const apps = config.makeApiClient(AppsV1Api);
  const core = config.makeApiClient(CoreV1Api);
  const labels = { app: 'web' };
  const containers = [{ name: 'nginx', image: 'nginx:1.27' }];
  const spec = {
    replicas: 1,
    selector: { matchLabels: labels },
    template: { metadata: { labels }, spec: { containers } },
  };
  await apps.createNamespacedDeployment({ namespace: NAMESPACE, body: { metadata: { name: 'web' }, spec } });
  // The controller writes the status at the same time: a client reads again after a conflict.
  const scaleUp = async (): Promise<number> => {
    const scale = await apps.readNamespacedDeploymentScale({ name: 'web', namespace: NAMESPACE });
    const body = { ...scale, spec: { replicas: 2 } };
    const done = await apps
      .replaceNamespacedDeploymentScale({ name: 'web', namespace: NAMESPACE, body })
      .catch((error: { readonly code?: number }) => {
        if (error.code !== 409) throw error;
      });
    return done?.spec?.replicas ?? 0;
  };
  await expect.poll(scaleUp, { timeout: 20_000 }).toBe(2);
  const running = async (): Promise<number> => {
    const { items } = await core.listNamespacedPod({ namespace: NAMESPACE, labelSelector: 'app=web' });
    return items.filter(({ status }) => status?.phase === 'Running').length;
  };
  await expect.poll(running, { timeout: 20_000 }).toBe(2);
});

it('runs a command in a container', async ({ skip }) => {
  const answer = await fetch(`${service.address}/api/v1`);
  const { resources } = (await answer.json()) as { resources: { name: string }[] };
  skip(!resources.some(({ name }) => name === 'pods/exec'), 'the API server does not serve exec yet');
  const core = config.makeApiClient(CoreV1Api);
  const { items } = await core.listNamespacedPod({ namespace: NAMESPACE, labelSelector: 'app=web' });
  const stdout = new PassThrough();
  let printed = '';
  stdout.on('data', (data: Buffer) => {
    printed += data.toString();
  });
  const pod = items[0]?.metadata?.name ?? '';
  const status = await new Promise<V1Status>((resolve, reject) => {
    new Exec(config).exec(NAMESPACE, pod, 'nginx', ['echo', 'hello'], stdout, null, null, false, resolve).catch(reject);
  });
  expect([printed, status.status]).toEqual(['hello\n', 'Success']);
});
