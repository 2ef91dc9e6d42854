import { get as httpGet, request as httpRequest, type IncomingMessage } from 'node:http';
import { createServer } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { parseScenario } from '../api/scenario-file.ts';
import { type ApiService, startApiService } from './api-service.ts';
import { serveCommand } from './serve.ts';
import { compareKubectls, fits, serveCluster } from './testing/compare-kubectls.ts';
import { kubectlFiles } from './testing/kubectl-files.ts';
import { kubectlLines } from './testing/kubectl-lines.ts';
import { createKubectlPair, type Ending, type KubectlPair } from './testing/kubectl-pair.ts';

compareKubectls('the real kubectl prints what that of the simulation prints', kubectlLines);

type Expected = readonly [line: string, stdout: string | RegExp, stderr?: string | RegExp, exitCode?: number];

/** Commands whose output is stated here, without the simulation's kubectl. */
const STATED: readonly Expected[] = [
  ['create namespace real', 'namespace/real created\n'],
  ['create deployment web --image=nginx:1.27 --replicas=2', 'deployment.apps/web created\n'],
  ['create service clusterip svc1 --tcp=80:8080', 'service/svc1 created\n'],
  ['create service nodeport svc2 --tcp=80', 'service/svc2 created\n'],
  ['run p1 --image=nginx', 'pod/p1 created\n'],
  ['wait --for=condition=Ready pod/p1 --timeout=30s', 'pod/p1 condition met\n'],
  ['wait --for=jsonpath={.status.phase}=Running pod/p1 --timeout=30s', 'pod/p1 condition met\n'],
  ['wait --for=condition=Available deploy/web --timeout=60s', 'deployment.apps/web condition met\n'],
  ['wait --for=condition=Ready pod/nope --timeout=1s', '', 'Error from server (NotFound): pods "nope" not found\n', 1],
  ['cluster-info', /^Kubernetes control plane is running at http:\/\/127\.0\.0\.1:\d+\nCoreDNS is running at /],
  ['version', /^Client Version: v1\.32\..*\nKustomize Version: .*\nServer Version: v1\.32\.\d+\n$/],
  [
    'explain deployment.spec.replicas',
    /^GROUP: {6}apps\nKIND: {7}Deployment\nVERSION: {4}v1\n\nFIELD: replicas <integer>/,
  ],
  ['explain pods --recursive', /\n {2}spec\t<PodSpec>\n {4}activeDeadlineSeconds\t<integer>\n/],
  ['explain nope', '', `the server doesn't have a resource type "nope"\n`, 1],
  ['diff -f cm.yaml', /\n\+data:\n\+ {2}a: "1"\n\+ {2}b: "2"\n/, '', 1],
  ['apply -f cm.yaml', 'configmap/cfg created\n'],
  ['diff -f cm.yaml', ''],
  ['diff -f cm2.yaml', /\n- {2}a: "1"\n- {2}b: "2"\n\+ {2}a: "3"\n/, '', 1],
  ['edit configmap cfg', 'configmap/cfg edited\n'],
  ['get configmap cfg -o jsonpath={.data.a}', '9'],
  ['replace -f cm2.yaml', 'configmap/cfg replaced\n'],
  [
    'replace -f stale.yaml',
    '',
    'Error from server (Conflict): error when replacing "stale.yaml": Operation cannot be fulfilled on configmaps "cfg": the object has been modified; please apply your changes to the latest version and try again\n',
    1,
  ],
  ['replace --force -f cm.yaml', 'configmap "cfg" deleted\nconfigmap/cfg replaced\n'],
  [
    'events --for pod/p1',
    /^LAST SEEN +TYPE +REASON +OBJECT +MESSAGE\n(.*\n)*.* Normal +Scheduled +Pod\/p1 +Successfully/,
  ],
  ['get pods -w --request-timeout=1s', /^NAME +READY +STATUS +RESTARTS +AGE\np1 +1\/1 +Running +0 +\w+\n/],
  ['set env deploy/web A=b', 'deployment.apps/web env updated\n'],
  ['set resources deploy/web --limits=cpu=100m', 'deployment.apps/web resource requirements updated\n'],
  ['set selector svc svc1 a=b', 'service/svc1 selector updated\n'],
  ['rollout status deploy web --timeout=60s', /deployment "web" successfully rolled out\n$/],
  // The Pods of the revision before may still be on their way out.
  ['get pods --chunk-size=1 -l app=web -o name', /^(pod\/web-\w+-\w+\n){2,}$/],
  ['get pod p1 -o go-template={{.metadata.name}}', 'p1'],
  ['get --raw /healthz', 'ok'],
  ['get --raw /nope', '', 'Error from server (NotFound): the server could not find the requested resource\n', 1],
  [
    'drain node-1 --ignore-daemonsets --force --delete-emptydir-data --timeout=60s',
    /^node\/node-1 cordoned\n(evicting pod .*\n)*(pod\/.* (deleted|evicted)\n)*node\/node-1 drained\n$/,
    /^(Warning: .*\n)?$/,
  ],
  ['uncordon node-1', 'node/node-1 uncordoned\n'],
  ['auth whoami', /^ATTRIBUTE +VALUE\nUsername +kubernetes-admin\n/],
  ['delete namespace real --timeout=60s', 'namespace "real" deleted\n'],
  ['get all', '', 'No resources found in real namespace.\n'],
];

describe.skipIf(!fits)('the real kubectl does its other work', () => {
  let service: ApiService;
  let pair: KubectlPair;
  beforeAll(async () => {
    service = await serveCluster();
    pair = createKubectlPair(service, kubectlFiles);
  });
  afterAll(async () => {
    pair.end();
    await service.close();
  });

  for (const [line, stdout, stderr = '', exitCode = 0] of STATED) {
    test(`kubectl ${line}`, async () => {
      const ending = await pair.real(line, { env: { EDITOR: 'sh edit.sh' } });
      const like = (text: string | RegExp): unknown => (typeof text === 'string' ? text : expect.stringMatching(text));
      expect(ending).toEqual({ stdout: like(stdout), stderr: like(stderr), exitCode });
    });
  }
});

test.skipIf(!fits)('get -w prints changes as they come, at the speed of wall time too', async () => {
  const service = await serveCluster(1);
  const pair = createKubectlPair(service, kubectlFiles);
  await pair.simulated('create namespace real');
  await pair.simulated('create configmap one -n real');
  let created: Promise<Ending> | undefined;
  const { stdout } = await pair.real(
    'get configmaps -w --no-headers --field-selector=metadata.name!=kube-root-ca.crt',
    {
      onOutput(text) {
        if (text.includes('one')) created ??= pair.real('create configmap two');
        return text.includes('two');
      },
    },
  );
  await created;
  pair.end();
  await service.close();
  expect(stdout).toMatch(/^one +0 +\d+s\ntwo +0 +\d+s\n$/);
});

test.skipIf(!fits)('port-forward brings a port of a Pod to this computer', async () => {
  const service = await serveCluster();
  const pair = createKubectlPair(service, kubectlFiles);
  await pair.simulated('create namespace real');
  await pair.real('run web --image=nginx:1.27 --port=80');
  await pair.real('wait --for=condition=Ready pod/web --timeout=60s');
  const fetched: Promise<Answer>[] = [];
  const { stdout, stderr } = await pair.real('port-forward pod/web :80 :81', {
    onOutput(text) {
      const [, open, closed] = /127.0.0.1:(\d+) -> 80[\s\S]*127.0.0.1:(\d+) -> 81/.exec(text) ?? [];
      if (open === undefined || fetched.length > 0) return false;
      fetched.push(fetchFrom(`http://127.0.0.1:${open}`, '/'));
      const after = fetched[0]!.then(() => fetchFrom(`http://127.0.0.1:${closed}`, '/'));
      after.catch(() => undefined);
      fetched.push(after);
      return false;
    },
  });
  const [page, refused] = await Promise.allSettled(fetched);
  pair.end();
  await service.close();
  expect(page).toMatchObject({ status: 'fulfilled', value: { code: 200 } });
  expect((page as PromiseFulfilledResult<Answer>).value.body.toString()).toMatch(/Welcome to nginx/);
  expect(refused!.status).toBe('rejected');
  expect(stdout).toMatch(/Handling connection for \d+\nHandling connection for \d+\n$/);
  expect(stderr).toMatch(
    /an error occurred forwarding \d+ -> 81: .*connection refused.*\nerror: lost connection to pod\n$/,
  );
});

interface Answer {
  readonly code: number | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

function fetchFrom(address: string, path: string, options: object = {}, body?: string | Buffer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(address + path, options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ code: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    });
    request.on('error', reject);
    request.end(body);
  });
}

describe('HTTP', () => {
  let service: ApiService;
  beforeAll(async () => {
    service = await serveCluster();
  });
  afterAll(() => service.close());

  test('HEAD has the headers of GET and no body; OPTIONS is not allowed on resources', async () => {
    const whole = await fetchFrom(service.address, '/version');
    const head = await fetchFrom(service.address, '/version', { method: 'HEAD' });
    expect({ code: head.code, length: head.headers['content-length'], body: head.body.length }).toEqual({
      code: 200,
      length: String(whole.body.length),
      body: 0,
    });
    expect((await fetchFrom(service.address, '/api/v1/pods', { method: 'OPTIONS' })).code).toBe(405);
  });

  test('large answers are packed for clients that ask for it', async () => {
    const plain = await fetchFrom(service.address, '/openapi/v2');
    const packed = await fetchFrom(service.address, '/openapi/v2', { headers: { 'Accept-Encoding': 'gzip' } });
    const small = await fetchFrom(service.address, '/version', { headers: { 'Accept-Encoding': 'gzip' } });
    expect(packed.headers['content-encoding']).toBe('gzip');
    expect(packed.body.length).toBeLessThan(plain.body.length / 3);
    expect(gunzipSync(packed.body).equals(plain.body)).toBe(true);
    expect(small.headers['content-encoding']).toBeUndefined();
  });

  test('many requests at once are all answered', async () => {
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, i) => fetchFrom(service.address, `/api/v1/nodes/node-${(i % 3) + 1}`)),
    );
    expect(answers.map(({ code }) => code)).toEqual(answers.map(() => 200));
  });

  test('a watch begins at once, and ends in its time', async () => {
    const path = '/api/v1/namespaces?watch=true&timeoutSeconds=20&fieldSelector=metadata.name%3Ddefault';
    const startMs = performance.now();
    const { code, body, headers } = await fetchFrom(service.address, path);
    const events = body.toString().trimEnd().split('\n');
    expect({ code, chunked: headers['transfer-encoding'], types: events.map((line) => JSON.parse(line).type) }).toEqual(
      {
        code: 200,
        chunked: 'chunked',
        types: ['ADDED'],
      },
    );
    // 20 seconds of virtual time.
    expect(performance.now() - startMs).toBeLessThan(5000);
  });

  test('a client that goes ends its watch', async () => {
    const connections = vi.spyOn(service.cluster.operator.scope, 'child');
    const alive = (): boolean[] => connections.mock.results.map(({ value }) => (value as { alive: boolean }).alive);
    let during: boolean[] = [];
    await new Promise<void>((resolve) => {
      const request = httpGet(`${service.address}/api/v1/pods?watch=true`, (response) => {
        response.once('data', () => {
          during = alive();
          request.destroy();
          resolve();
        });
      });
    });
    expect(during).toEqual([true]);
    await expect.poll(alive).toEqual([false]);
    connections.mockRestore();
  });

  test('a body that is no protobuf, and one that is too large, are refused', async () => {
    const headers = { 'Content-Type': 'application/vnd.kubernetes.protobuf' };
    const path = '/api/v1/namespaces';
    const bad = await fetchFrom(service.address, path, { method: 'POST', headers }, 'nonsense');
    const large = await fetchFrom(service.address, path, { method: 'POST' }, Buffer.alloc(4 * 1024 * 1024, 32));
    expect([bad.code, JSON.parse(bad.body.toString()).reason]).toEqual([400, 'BadRequest']);
    expect([large.code, JSON.parse(large.body.toString()).reason]).toEqual([413, 'RequestEntityTooLarge']);
  });
});

test("a scenario's objects and steps are carried out while it is served", async () => {
  const scenario = parseScenario(
    `apiVersion: orrery/v1
kind: Scenario
metadata: {name: served}
spec:
  cluster: {nodes: 1}
  objects: |
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: first}
  steps:
    - {at: 5s, kubectl: create configmap second}
    - {at: 6s, fault: node-crash, target: nobody}
`,
    'served',
  );
  const problems: string[] = [];
  const service = await startApiService({ scenario, port: 0, speed: 50, onProblem: (text) => problems.push(text) });
  const names = async (): Promise<string[]> => {
    const { body } = await fetchFrom(service.address, '/api/v1/namespaces/default/configmaps');
    const { items } = JSON.parse(body.toString()) as { items: { metadata: { name: string } }[] };
    return items.map(({ metadata }) => metadata.name).filter((name) => name !== 'kube-root-ca.crt');
  };
  await expect.poll(names, { timeout: 5000 }).toEqual(['first', 'second']);
  await expect.poll(() => problems, { timeout: 5000 }).toHaveLength(1);
  await service.close();
  expect(problems[0]).toMatch(/^the step at 6s could not be carried out: node-crash nobody\nerror: .*nobody/);
});

describe('the command', () => {
  const run = async (argv: readonly string[]): Promise<Ending> => {
    const output = { stdout: '', stderr: '' };
    const exitCode = await serveCommand(
      argv,
      { stdout: (text) => (output.stdout += text), stderr: (text) => (output.stderr += text) },
      () => Promise.resolve(),
    );
    return { ...output, exitCode };
  };

  test('prints one line when it is ready, and ends with 0 when it is interrupted', async () => {
    expect(await run(['--port', '0', '--nodes=1'])).toEqual({
      stdout: expect.stringMatching(/^Starting to serve on http:\/\/127\.0\.0\.1:\d+\n$/),
      stderr: '',
      exitCode: 0,
    });
  });

  test('a port in use ends it with 2', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as { port: number };
    const ending = await run(['--port', String(port)]);
    other.close();
    const stderr = `cannot serve on 127.0.0.1:${port}: the port is in use\n`;
    expect(ending).toEqual({ stdout: '', stderr, exitCode: 2 });
  });

  test.each<[string, string]>([
    ['--port x', 'invalid argument "x" for --port: must be a whole number from 0 to 65535'],
    ['--port 70000', 'invalid argument "70000" for --port: must be a whole number from 0 to 65535'],
    ['--port 80.5', 'invalid argument "80.5" for --port: must be a whole number from 0 to 65535'],
    ['--speed 0', 'invalid argument "0" for --speed: must be a number from 0.01 to 1000'],
    ['--nodes -1', 'invalid argument "-1" for --nodes: must be a whole number from 0 to 5000'],
    ['--port', 'flag needs an argument: --port'],
    ['--bogus', 'unknown flag: --bogus'],
    ['a b', 'usage: orrery serve [FILE] [--port 8001] [--speed 1] [--nodes 3]'],
    ['missing.yaml', 'missing.yaml: no such file'],
  ])('serve %s ends with 2', async (words, stderr) => {
    expect(await run(words.split(' '))).toEqual({ stdout: '', stderr: `${stderr}\n`, exitCode: 2 });
  });
});
