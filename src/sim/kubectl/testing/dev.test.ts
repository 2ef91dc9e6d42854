import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'vitest';
import { createFakeServer } from './fake-server.ts';
import { runKubectl } from './run.ts';

test('golden timelines', () => {
  let report = '';
  let good = 0;
  let bad = 0;
  for (const file of ['kubectl.json', 'kubectl-2.json']) {
    const golden = JSON.parse(readFileSync(`/work/shared/reference/golden-v1.32/${file}`, 'utf8'));
    const deltas = [...golden.deltas];
    const server = createFakeServer();
    for (const o of golden.initialObjects) server.put(o);
    const files = new Map<string, string>(Object.entries(golden.files));
    for (const c of golden.commands) {
      while (deltas.length && deltas[0].beforeSeq <= c.seq) {
        const d = deltas.shift();
        for (const o of d.changed ?? []) server.put(o);
        for (const text of d.deleted ?? []) {
          const [kind, key] = text.split(' ');
          const [namespace, name] = key.includes('/') ? key.split('/') : ['', key];
          for (const o of [...server.objects.values()])
            if (o.kind === kind && o.metadata.name === name && (o.metadata.namespace ?? '') === namespace)
              server.remove(o);
        }
      }
      let r = { stdout: '', stderr: '', exitCode: -1 };
      let same = false;
      for (const shift of [0, 100, 200, 300, 400, 500, 600, 700, 800, 1000, -200, -500, -1000]) {
        const copy = createFakeServer();
        for (const [k, v] of server.objects) copy.objects.set(k, v);
        copy.nowMs = Date.parse(c.at) + shift;
        let x = { stdout: '', stderr: '', exitCode: -1 };
        try {
          x = runKubectl(c.command, {
            transport: (q) => copy.serve(q),
            nowMs: copy.nowMs,
            stdin: c.stdin ?? '',
            files,
          });
        } catch (e) {
          x.stderr = String((e as Error).stack);
        }
        same = x.stdout === c.stdout && x.stderr === (c.stderr ?? '') && x.exitCode === c.exit;
        if (shift === 0 || same) r = x;
        if (same) break;
      }
      if (same) good++;
      else bad++;
      report += `${same ? 'OK  ' : 'BAD '} ${file} ${c.seq} ${c.command}\n`;
      if (!same) {
        writeFileSync(
          `/tmp/k7/out/${file}.${c.seq}.want`,
          c.stdout + '\n---ERR ' + (c.stderr ?? '') + `\nexit ${c.exit}\n`,
        );
        writeFileSync(`/tmp/k7/out/${file}.${c.seq}.got`, r.stdout + '\n---ERR ' + r.stderr + `\nexit ${r.exitCode}\n`);
      }
    }
  }
  writeFileSync('/tmp/k7/report', `${report}good ${good} bad ${bad}\n`);
});
