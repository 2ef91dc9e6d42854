import { describe, expect, test } from 'vitest';
import { createApiWorld } from '../testing/api-world.ts';
import { createWorkstation } from './workstation.ts';

/** A computer beside an API server. */
function set() {
  const world = createApiWorld();
  const edits: [path: string, text: string][] = [];
  const cache = {};
  const station = createWorkstation({
    faults: { names: [], inject: () => undefined },
    records: { decisions: () => [], whyPending: () => undefined },
    engine: world.engine,
    scope: world.host.scope,
    onEdit: (path, text) => edits.push([path, text]),
    kubectl: () => ({
      transport: (request) => world.api.handle(request),
      engine: world.engine,
      host: world.host,
      nowMs: () => world.engine.unixMs,
      namespace: 'default',
      cache,
    }),
  });
  const size = { columns: 80, rows: 24 };
  let printed = '';
  const begin = (line: string) => {
    printed = '';
    return station.run(line, size, (_stream, text) => {
      printed += text;
    });
  };
  const run = (line: string): string => {
    const result = begin(line);
    while (!result.settled && world.engine.step());
    return printed.replaceAll('\r\n', '\n') + (result.value === 0 ? '' : `[exit ${result.value}]\n`);
  };
  return { world, station, edits, run, begin, printed: () => printed.replaceAll('\r\n', '\n') };
}

describe('a line of the terminal', () => {
  test('pipes what kubectl prints through the usual tools', () => {
    const { run } = set();
    run('kubectl create namespace shop');
    expect(run('kubectl get ns -o name | grep shop')).toBe('namespace/shop\n');
    expect(run("kubectl get ns --no-headers | awk '{print $1}' | sort | head -n 1")).toBe('default\n');
  });

  test('queries JSON with jq', () => {
    const { run } = set();
    run('kubectl create namespace shop');
    expect(run('kubectl get ns -o json | jq -r \'.items[].metadata.name | select(startswith("s"))\'')).toBe('shop\n');
    expect(run('kubectl get ns shop -o json | jq -c .spec')).toBe('{"finalizers":["kubernetes"]}\n');
    expect(run('echo \'{"a": [1, {"b": null}]}\' | jq .')).toBe(
      '{\n  "a": [\n    1,\n    {\n      "b": null\n    }\n  ]\n}\n',
    );
    expect(run('jq -n --arg who me \'"I am " + $who\'')).toBe('"I am me"\n');
    expect(run("echo '[3,1,2]' | jq -c 'sort | map(. * 2)'")).toBe('[2,4,6]\n');
    expect(run("echo '{' | jq .")).toContain('[exit 2]');
    expect(run("echo 1 | jq '.a['")).toContain('[exit 3]');
  });

  test('writes files and reads them again', () => {
    const { run } = set();
    expect(run('kubectl create configmap c --from-literal=a=1 --dry-run=client -o yaml > c.yaml')).toBe('');
    expect(run('ls')).toBe('c.yaml\n');
    expect(run('kubectl apply -f c.yaml && cat c.yaml | kubectl delete -f -')).toBe(
      'configmap/c created\nconfigmap "c" deleted\n',
    );
  });

  test('keeps variables and the working directory', () => {
    const { run } = set();
    run('mkdir work; cd work; n=shop');
    expect(run('echo $n; pwd')).toBe('shop\n/home/you/work\n');
  });

  test('ends with the exit code and the words of the real tools', () => {
    const { run } = set();
    expect(run('kubectl get pod nope')).toBe('Error from server (NotFound): pods "nope" not found\n[exit 1]\n');
    expect(run('helm version')).toBe('bash: helm: command not found\n[exit 127]\n');
  });

  test('takes a manifest from a here-document', () => {
    const { run } = set();
    const manifest = 'apiVersion: v1\nkind: Namespace\nmetadata: {name: here}\n';
    expect(run(`kubectl apply -f - <<EOF\n${manifest}EOF`)).toBe('namespace/here created\n');
  });

  test('is interrupted by Ctrl-C', () => {
    const { world, station, begin, run } = set();
    const result = begin('kubectl get ns -w --no-headers');
    world.engine.runUntil(world.engine.nowMs + 1_000);
    expect(result.settled).toBe(false);
    station.keys('\x03');
    world.engine.runUntil(world.engine.nowMs + 1_000);
    expect(result.settled).toBe(true);
    expect(run('echo on')).toBe('on\n');
  });

  test('an editor opens the text and writes what was saved', () => {
    const { world, station, edits, begin, run } = set();
    run('echo one > note.txt');
    const result = begin('vi note.txt');
    world.engine.runUntil(world.engine.nowMs + 10);
    expect(edits).toEqual([['note.txt', 'one\n']]);
    station.edited('two\n');
    world.engine.runUntil(world.engine.nowMs + 10);
    expect(result.settled).toBe(true);
    expect(run('cat note.txt')).toBe('two\n');
  });
});

test('kubectl edit opens the object in the page, and again when the server refuses it', () => {
  const { world, station, edits, begin, printed, run } = set();
  run('kubectl create configmap c --from-literal=a=1');
  const result = begin('kubectl edit configmap c');
  const pass = (): void => world.engine.runUntil(world.engine.nowMs + 500);
  pass();
  expect(edits[0]![0]).toMatch(/^\/tmp\/kubectl-edit-\d+\.yaml$/);
  expect(edits[0]![1]).toMatch(/^# Please edit the object below\.[\s\S]*\n {2}a: "1"\n/);
  station.edited(edits[0]![1].replace('a: "1"', 'a/b: "1"'));
  pass();
  expect(edits[1]![1]).toMatch(/\n# configmaps "c" was not valid:\n# \* data\[a\/b\]: Invalid value: /);
  station.edited(edits[1]![1].replace('a/b: "1"', 'a: "2"'));
  pass();
  expect(printed()).toBe('error: configmaps "c" is invalid\nconfigmap/c edited\n');
  expect(result.settled).toBe(true);
});

describe('completion', () => {
  const { world, station, run } = set();
  run('mkdir manifests; touch manifests/web.yaml');
  const complete = (line: string) => {
    const found = world.engine.spawn(station.complete(line, line.length));
    while (!found.settled && world.engine.step());
    return found.value;
  };
  const cases: readonly [name: string, line: string, from: number, words: readonly string[]][] = [
    ['commands of the shell', 'kube', 0, ['kubectl']],
    ['commands of kubectl', 'kubectl descr', 8, ['describe']],
    ['in the last command of a line', 'ls; kubectl get ns kube-s', 19, ['kube-system']],
    ['directories', 'cat man', 4, ['manifests/']],
    ['files for kubectl', 'kubectl apply -f manifests/w', 17, ['manifests/web.yaml']],
    ['files for other programs', 'cat manifests/', 4, ['manifests/web.yaml']],
  ];
  for (const [name, line, from, words] of cases) {
    test(name, () => expect(complete(line)).toEqual({ from, words }));
  }
});
