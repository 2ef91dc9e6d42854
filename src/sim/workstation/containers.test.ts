import { expect, test } from 'vitest';
import { wait } from '../../api/process.ts';
import { bootCluster } from '../testing/test-cluster.ts';
import { createWorkstation } from './workstation.ts';

/** A computer beside a cluster. */
function set() {
  const cluster = bootCluster(1, 5);
  const { engine, operator } = cluster;
  const cache = {};
  const station = createWorkstation({
    faults: { names: [], inject: () => undefined },
    records: { decisions: () => [], whyPending: () => undefined },
    engine,
    scope: operator.scope,
    kubectl: (scope) => ({
      *transport(request) {
        return yield* wait(cluster.http(request, scope));
      },
      engine,
      host: operator,
      nowMs: () => engine.unixMs,
      namespace: 'default',
      cache,
    }),
  });
  let printed = '';
  const begin = (line: string) => {
    printed = '';
    return station.run(line, { columns: 80, rows: 24 }, (_stream, text) => {
      printed += text;
    });
  };
  const pass = (ms: number): void => engine.runUntil(engine.nowMs + ms);
  const run = (line: string): string => {
    const done = begin(line);
    for (let i = 0; i < 100 && !done.settled; i++) pass(1000);
    return `${printed.replaceAll('\r\n', '\n')}[exit ${done.value}]\n`;
  };
  const type = (keys: string): void => {
    station.keys(keys);
    pass(1000);
  };
  return { begin, pass, run, type, printed: () => printed.replaceAll('\r\n', '\n') };
}

function withPod(script = 'sleep 9999') {
  const world = set();
  world.run(`kubectl run p --image=busybox:1.36 --restart=Never -- sh -c '${script}'`);
  world.run('kubectl wait --for=condition=Ready pod/p --timeout=60s');
  return world;
}

test('a shell in a container takes keys, echoes once, and hands on Ctrl-C and Ctrl-D', () => {
  const { begin, type, printed, pass, run } = withPod();
  const shell = begin('kubectl exec -it p -- sh');
  pass(1000);
  type('hostname\r');
  type('sleep 100\r');
  type('\x03');
  type('\x04');
  expect({ printed: printed(), settled: shell.settled }).toEqual({
    // The shell's last status is that of what Ctrl-C ended.
    printed: '/ # hostname\np\n/ # sleep 100\n^C\n/ # \ncommand terminated with exit code 130\n',
    settled: true,
  });
  expect(run('echo on')).toBe('on\n[exit 0]\n');
});

test('a command in a container ends with its exit code, and reads what a pipe brings', () => {
  const { run } = withPod();
  expect(run('echo hi | kubectl exec -i p -- tr a-z A-Z')).toBe('HI\n[exit 0]\n');
  expect(run('kubectl exec p -- sh -c "exit 3"')).toBe('command terminated with exit code 3\n[exit 3]\n');
});

test('a log is followed until Ctrl-C', () => {
  const { begin, type, printed, pass, run } = withPod('i=0; while true; do echo $i; i=$((i+1)); sleep 1; done');
  const log = begin('kubectl logs -f p --tail=1');
  pass(3000);
  expect(printed().split('\n').length).toBeGreaterThan(2);
  type('\x03');
  expect(log.settled).toBe(true);
  expect(run('echo on')).toBe('on\n[exit 0]\n');
});

test('run -it gives a shell of its own, and --rm takes the Pod away', () => {
  const { begin, type, printed, pass, run } = set();
  const shell = begin('kubectl run -it tmp --rm --restart=Never --image=busybox:1.36 -- sh');
  pass(20_000);
  type('hostname\r');
  type('exit\r');
  pass(5000);
  expect({ printed: printed(), settled: shell.settled }).toEqual({
    printed: `If you don't see a command prompt, try pressing enter.\nhostname\ntmp\n/ # exit\npod "tmp" deleted\n`,
    settled: true,
  });
  expect(run('kubectl wait --for=delete pod/tmp; kubectl get pods')).toMatch(/No resources found in default namespace/);
});

test('cp copies files and directories both ways', () => {
  const { run } = withPod();
  run('mkdir -p d/e; echo one > d/1; echo two > d/e/2');
  expect(run('kubectl cp d p:/tmp/dd && kubectl cp d/1 p:/tmp/')).toBe('[exit 0]\n');
  expect(run('kubectl exec p -- cat /tmp/dd/e/2 /tmp/1')).toBe('two\none\n[exit 0]\n');
  expect(run('kubectl cp p:/tmp/dd back')).toBe("tar: removing leading '/' from member names\n[exit 0]\n");
  expect(run('cat back/1 back/e/2')).toBe('one\ntwo\n[exit 0]\n');
  expect(run('kubectl cp nofile p:/x')).toBe("error: nofile doesn't exist in local filesystem\n[exit 1]\n");
});

test('port-forward brings a port of a Pod to the computer, until Ctrl-C', () => {
  const { begin, type, printed, pass, run } = set();
  run('kubectl run web --image=nginx:1.27 --port=80 && kubectl expose pod web --port=8080 --target-port=80');
  run('kubectl wait --for=condition=Ready pod/web --timeout=60s');
  expect(run('curl -s localhost:8081')).toBe('[exit 7]\n');
  const forwarding = begin('kubectl port-forward svc/web 8081:8080');
  pass(1000);
  type('\x03');
  expect({ printed: printed(), settled: forwarding.settled }).toEqual({
    printed: 'Forwarding from 127.0.0.1:8081 -> 80\nForwarding from [::1]:8081 -> 80\n^C\n',
    settled: true,
  });
  run('kubectl port-forward pod/web 8081:80 > forward.log & sleep 1');
  expect(run('curl -s localhost:8081')).toMatch(/Welcome to nginx/);
  expect(run('wget -qO- http://127.0.0.1:8081/nope')).toMatch(/404 Not Found/);
  expect(run('kubectl port-forward pod/web 8081:80')).toMatch(
    /^Unable to listen on port 8081: .*bind: address already in use\]\nerror: unable to listen on any of the requested ports: \[\{8081 80\}\]\n\[exit 1\]\n$/,
  );
  expect(run('cat forward.log')).toMatch(
    /-> 80\nHandling connection for 8081\nHandling connection for 8081\n\[exit 0\]\n$/,
  );
  expect(run('kill %1; sleep 1; curl -s localhost:8081')).toMatch(/\[exit 7\]\n$/);
});

test('port-forward to a port that nobody listens on loses its connection', () => {
  const { run } = withPod();
  run('kubectl port-forward p 8081:80 2> forward.log & sleep 1');
  expect(run('curl localhost:8081')).toMatch(/curl: \(52\) Empty reply from server\n\[exit 52\]\n$/);
  expect(run('cat forward.log')).toMatch(
    /an error occurred forwarding 8081 -> 80: .*connection refused.*\nerror: lost connection to pod\n/,
  );
});

test('proxy serves the API on the computer', () => {
  const { run } = set();
  run('kubectl proxy --port=9000 > proxy.log & sleep 1');
  expect(run('cat proxy.log')).toBe('Starting to serve on 127.0.0.1:9000\n[exit 0]\n');
  expect(run('curl -s localhost:9000/api/v1/namespaces/default | grep name')).toMatch(/"name": "default"/);
});

test('lines come back by !, and history lists them', () => {
  const { run } = set();
  run('echo one');
  expect([run('!!'), run('!e | tr o 0'), run('!nope')]).toEqual([
    'echo one\none\n[exit 0]\n',
    'echo one | tr o 0\n0ne\n[exit 0]\n',
    'bash: !nope: event not found\n[exit 1]\n',
  ]);
  expect(run("echo '!e'; history 2")).toBe("!e\n    2  echo one | tr o 0\n    3  echo '!e'; history 2\n[exit 0]\n");
});

test('an alias is another word for a command, and complaints of what is typed name no line', () => {
  const { run } = set();
  run('alias kg="kubectl get"');
  expect(run('kg ns default --no-headers | cut -d" " -f1')).toBe('default\n[exit 0]\n');
  expect(run('nope | cat')).toBe('bash: nope: command not found\n[exit 0]\n');
  expect(run('source <(echo "x=5"); echo $x')).toBe('5\n[exit 0]\n');
  expect(run('source <(kubectl completion bash); kubectl __complete get dep')).toBe('deployments\n:4\n[exit 0]\n');
});

test.each<[line: string, printed: RegExp]>([
  ['kubectl create token default', /^eyJ[\w.-]+\n\[exit 0\]\n$/],
  ['kubectl cluster-info dump', /^error: this simulation has no "kubectl cluster-info dump" yet\n\[exit 1\]\n$/],
  [
    'kubectl create -f https://k8s.io/x.yaml',
    /^error: Get "https:\/\/k8s.io\/x.yaml": dial tcp: lookup k8s.io: no such host\n/,
  ],
])('%s', (line, printed) => {
  expect(set().run(line)).toMatch(printed);
});
