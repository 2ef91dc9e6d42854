import { expect, test } from 'vitest';
import type { Pod } from '../../api/k8s/core-v1.gen.ts';
import type { Cluster } from '../cluster/cluster.ts';
import { act, apply, bootCluster, objectsOf, runUntil } from '../testing/test-cluster.ts';

const POD = (name: string, container: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}}\nspec: {restartPolicy: Never, containers: [{name: c, ${container}}]}\n`;

function start(...pods: readonly string[]): Cluster {
  const cluster = bootCluster(1);
  apply(cluster, pods.join('---\n'));
  cluster.engine.runUntil(cluster.engine.nowMs + 30_000);
  return cluster;
}

function ended(cluster: Cluster, name: string): number | undefined {
  const find = (): Pod => objectsOf<Pod>(cluster, 'Pod', 'default').find(({ metadata }) => metadata.name === name)!;
  const code = (): number | undefined => find().status?.containerStatuses?.[0]?.state?.terminated?.exitCode;
  runUntil(cluster, () => code() !== undefined, 60_000, `${name} has ended`);
  return code();
}

const run = (cluster: Cluster, command: string): string => {
  const { stdout, stderr } = act(cluster, { type: 'kubectl', command });
  return stdout + stderr;
};

test('a server is process 1 with its workers, which it replaces; signals do what they do', () => {
  const cluster = start(POD('web', 'image: "nginx:1.27.5-alpine", resources: {limits: {cpu: 1}}'));
  const table = (): string[] =>
    run(cluster, 'exec web -- ps -o pid,user,args')
      .trimEnd()
      .split('\n')
      .map((line) => line.replace(/ +/g, ' '))
      .filter((line) => line.includes('nginx:'));
  const workers = ['29', '30', '31', '32'];
  const master = '1 root nginx: master process nginx -g daemon off;';
  expect(table()).toEqual([master, ...workers.map((pid) => `${pid} nginx nginx: worker process`)]);
  run(cluster, 'exec web -- kill -9 30');
  expect(table()).toEqual([master, ...['29', '31', '32', '35'].map((pid) => `${pid} nginx nginx: worker process`)]);
  run(cluster, 'exec web -- kill -KILL 1');
  expect(run(cluster, 'exec web -- nginx -s reload')).toMatch(/^\S+ \S+ \[notice\] 38#38: signal process started\n$/);
  expect(table().map((line) => line.split(' ')[0])).toEqual(['1', '39', '40', '41', '42']);
  run(cluster, 'exec web -- nginx -s quit');
  expect(ended(cluster, 'web')).toBe(0);
  expect(run(cluster, 'logs web --tail=2').replace(/^\S+ \S+ /gm, '')).toBe(
    '[notice] 1#1: worker process 42 exited with code 0\n[notice] 1#1: exit\n',
  );
});

test('an idle server costs no processes until somebody looks inside', () => {
  const images = ['nginx:1.27', 'httpd:2.4', 'redis:7'];
  const cluster = start(...images.map((image, index) => POD(`p${index}`, `image: "${image}"`)));
  const withProcesses = (): string[] =>
    [...cluster.nodes.get('node-1')!.runtime.sandboxes.values()]
      .filter(({ podKey, containers: [container] }) => podKey.startsWith('default/') && container!.world)
      .map(({ podKey }) => podKey);
  expect(withProcesses()).toEqual([]);
  run(cluster, 'exec p0 -- ls /');
  expect(withProcesses()).toEqual(['default/p0']);
});

test('a shell that starts a server waits for it; its end is the container’s', () => {
  const cluster = start(POD('web', `image: "nginx:1.27", command: [sh, -c, "nginx -g 'daemon off;'; exit 3"]`));
  expect(run(cluster, "exec web -- curl -s -o /dev/null -w '%{http_code}' localhost")).toBe('200');
  run(cluster, 'exec web -- nginx -s stop');
  expect(ended(cluster, 'web')).toBe(3);
});

test('a file that is written is what is served, and a volume over it', () => {
  const config = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: page}\ndata: {index.html: from a map}\n';
  const mounted = `apiVersion: v1\nkind: Pod\nmetadata: {name: other}\nspec:\n  containers: [{name: c, image: nginx, volumeMounts: [{name: p, mountPath: /usr/share/nginx/html}]}]\n  volumes: [{name: p, configMap: {name: page}}]\n`;
  const cluster = start(POD('web', 'image: nginx'), config, mounted);
  expect(run(cluster, "exec web -- sh -c 'echo mine > /usr/share/nginx/html/index.html; curl -s localhost'")).toBe(
    'mine\n',
  );
  expect(run(cluster, 'exec other -- curl -s localhost')).toBe('from a map');
});

test('a server whose configuration is wrong says so and ends', () => {
  const config = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: bad}\ndata: {default.conf: "sever {}"}\n';
  const pod = `apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  restartPolicy: Never\n  containers: [{name: c, image: nginx, volumeMounts: [{name: p, mountPath: /etc/nginx/conf.d}]}]\n  volumes: [{name: p, configMap: {name: bad}}]\n`;
  const cluster = start(config, pod);
  expect(ended(cluster, 'web')).toBe(1);
  expect(run(cluster, 'logs web --tail=1')).toBe(
    'nginx: [emerg] unknown directive "sever" in /etc/nginx/conf.d/default.conf:1\n',
  );
});
