import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'vitest';
import { createApiWorld } from '../../testing/api-world.ts';
import { kubectl } from '../kubectl.ts';
import { splitCommandLine } from '../split-command-line.ts';
const w = createApiWorld();
const cache = {};
const run = (cmd: string, stdin = '', files = new Map<string, string>(), ns = 'default') => w.settle(w.engine.spawn(kubectl(splitCommandLine(cmd).slice(cmd.startsWith('kubectl ') ? 1 : 0), { engine: w.engine, host: w.host, scope: w.host.scope, transport: (q) => w.api.handle(q), nowMs: () => w.engine.unixMs, namespace: ns, stdin, files, cache })));
test('errors', () => {
  let report = '', good = 0, bad = 0;
  run('create ns errs'); run('create ns errq'); run('create ns errl');
  run('create -f - -n errs', `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec: {replicas: 2, selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: [{name: c, image: "nginx:1.27"}]}}}
---
apiVersion: v1
kind: Service
metadata: {name: svc1}
spec: {selector: {app: web}, ports: [{port: 80}]}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: cm1}
data: {a: b}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: frozen}
immutable: true
data: {a: b}
---
apiVersion: v1
kind: Secret
metadata: {name: sec1}
---
apiVersion: v1
kind: Pod
metadata: {name: pod1}
spec: {containers: [{name: c, image: "nginx:1.27"}]}
`);
  run('create -f -', 'apiVersion: v1\nkind: Node\nmetadata: {name: node-1}\n');
  const g = JSON.parse(readFileSync('/work/shared/reference/golden-v1.32/errors.json', 'utf8'));
  for (const c of g.cases) {
    const k = c.kubectl;
    if (!k) continue;
    let r; try { r = run(k.command, k.stdin ?? ''); } catch (e) { r = { stdout: '', stderr: String((e as Error).stack), exitCode: -1 }; }
    const m = (t: string) => t.replace(/10\.96\.\d+\.\d+/g, '<clusterIP>').replace(/[EW]\d{4} [\d:.]+ +\d+ /, '').replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '<uid>');
    const a = `${k.stdout}--ERR ${m(k.stderr)}--exit ${k.exit}`, b = `${r.stdout}--ERR ${m(r.stderr)}--exit ${r.exitCode}`;
    if (a === b) { good++; report += `OK ${c.seq} ${k.command}\n`; } else { bad++; report += `BAD ${c.seq} ${k.command} ${(k.stdin ?? '').slice(0, 130).replace(/\n/g, '')}\n W ${a.slice(0, 400)}\n G ${b.slice(0, 400)}\n`; }
    if (r.exitCode === 0 && k.command.startsWith('kubectl create -f -') && !k.command.includes('dry')) run('delete -f - --wait=false --grace-period=0 --force', k.stdin);
  }
  writeFileSync('/tmp/k7/errs', `${report}good ${good} bad ${bad}\n`);
  // cases
  report = ''; good = 0; bad = 0;
  for (const c of JSON.parse(readFileSync('/work/shared/reference/cases/kubectl.json', 'utf8'))) {
    run('create ns demo');
    run('create -f - -n demo', JSON.stringify({ apiVersion: 'v1', kind: 'List', items: c.given.objects }));
    run('create -f -', 'apiVersion: v1\nkind: Node\nmetadata: {name: n2}\n');
    c.when.commands.forEach((s: { kubectl: string; stdin?: unknown }, i: number) => {
      const x = c.then.results[i];
      const r = run(s.kubectl.includes('{') ? s.kubectl.replace(/(-p |jsonpath=)(\S.*)$/, (_: string, p: string, q: string) => `${p}'${q}'`) : s.kubectl, typeof s.stdin === 'string' ? s.stdin : JSON.stringify(s.stdin ?? ''), new Map(), 'demo');
      const ok = r.exitCode === x.exitCode && r.stdout === (x.stdout ?? '') && r.stderr === (x.stderr ?? '');
      if (ok) good++; else bad++;
      report += ok ? `OK ${c.id} ${s.kubectl}\n` : `BAD ${c.id} ${s.kubectl}\n W ${JSON.stringify(x)}\n G ${JSON.stringify(r)}\n`;
    });
    run('delete all,cm,secret --all -n demo --wait=false --force --grace-period=0'); run('delete ns team-k --wait=false'); run('delete node n2');
  }
  writeFileSync('/tmp/k7/cases', `${report}good ${good} bad ${bad}\n`);
});
