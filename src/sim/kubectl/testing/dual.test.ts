import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { test } from 'vitest';
import { type ApiWorld, createApiWorld } from '../../testing/api-world.ts';
import { kubectl } from '../kubectl.ts';
import { splitCommandLine } from '../split-command-line.ts';

interface Step {
  cmd: string;
  stdin?: string;
}
const scenarios: { name: string; files?: Record<string, string>; steps: (string | Step)[] }[] = JSON.parse(
  readFileSync('/tmp/k7/scenarios.json', 'utf8'),
);

function mine(world: ApiWorld, cmd: string, stdin: string, files: Map<string, string>, cache: object) {
  const done = world.engine.spawn(
    kubectl(splitCommandLine(cmd), {
      engine: world.engine,
      host: world.host,
      scope: world.host.scope,
      transport: (q) => world.api.handle(q),
      nowMs: () => world.engine.unixMs,
      namespace: 'default',
      server: '127.0.0.1:18097',
      stdin,
      files,
      cache,
    }),
  );
  return world.settle(done);
}

const mask = (t: string) =>
  t
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<uid>')
    .replace(/(resourceVersion"?: ?"?)\d+/g, '$1<rv>')
    .replace(/(Resource Version:\s+)\d+/g, '$1<rv>')
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, '<time>')
    .replace(/\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d \+0000/g, '<date>')
    .replace(/(?<=[ \t])\d+d(\d+h)?(?=\s)/g, '<age>')
    .replace(/(?<=[ \t])\d+m?s(?=\s)/g, '<age>')
    .replace(/([EW])\d{4} [\d:.]+ +\d+ (\w+\.go)/g, '$1 $2')
    .replace(/ {2,}/g, '  ');

test('same as the real kubectl', async () => {
  let report = '';
  let good = 0,
    bad = 0;
  for (const s of scenarios) {
    const a = createApiWorld(),
      b = createApiWorld();
    const dir = `/tmp/k7/work-${s.name}`;
    mkdirSync(dir, { recursive: true });
    const files = new Map<string, string>();
    for (const [f, t] of Object.entries(s.files ?? {})) {
      mkdirSync(`${dir}/${f}`.replace(/\/[^/]*$/, ''), { recursive: true });
      writeFileSync(`${dir}/${f}`, t);
      files.set(f, t);
    }
    const server = createServer((req, res) => {
      let body = '';
      req.on('data', (d) => (body += d));
      req.on('end', () => {
        const scope = a.host.scope.child('conn');
        const onItem = (e: unknown) => res.write(`${JSON.stringify(e)}\n`);
        const r = a.send({
          method: req.method!,
          path: req.url!,
          headers: req.headers as Record<string, string>,
          ...(body ? { body } : {}),
          receiver: { host: a.host, scope, onItem, onEnd: () => res.end() },
        } as never);
        res.writeHead(r.code, r.headers);
        if (r.stop) {
          res.flushHeaders();
          a.run(100);
        } else res.end(typeof r.body === 'string' ? r.body : JSON.stringify(r.body));
      });
    });
    await new Promise<void>((ok) => server.listen(18097, '127.0.0.1', ok));
    const cache = {};
    for (const step of s.steps) {
      const { cmd, stdin = '' } = typeof step === 'string' ? { cmd: step } : step;
      const real = await new Promise<{ stdout: string; stderr: string; exitCode: number }>((ok) => {
        const p = execFile(
          'kubectl',
          ['--server=http://127.0.0.1:18097', `--cache-dir=/tmp/k7/kcache-${s.name}`, ...splitCommandLine(cmd)],
          {
            cwd: dir,
            timeout: 8000,
            maxBuffer: 1e8,
            env: { ...process.env, HOME: '/tmp/k7', KUBECONFIG: '/dev/null' },
          },
          (e, out, err) =>
            ok({ stdout: out, stderr: err, exitCode: e ? ((e as { code?: number }).code as number) : 0 }),
        );
        p.stdin!.end(stdin);
      });
      let got = { stdout: '', stderr: 'CRASH', exitCode: -1 } as { stdout: string; stderr: string; exitCode: number };
      try {
        got = mine(b, cmd, stdin, files, cache);
      } catch (e) {
        got.stderr = String((e as Error).stack);
      }
      const w = `${mask(real.stdout)}--ERR ${mask(real.stderr)}--exit ${real.exitCode}`;
      const g = `${mask(got.stdout)}--ERR ${mask(got.stderr)}--exit ${got.exitCode}`;
      if (w === g) {
        good++;
        report += `OK ${s.name}: ${cmd}\n`;
      } else {
        bad++;
        report += `BAD ${s.name}: ${cmd}\n<<<< real\n${w}\n>>>> mine\n${g}\n`;
      }
    }
    server.closeAllConnections();
    server.close();
  }
  writeFileSync('/tmp/k7/dual', `${report}good ${good} bad ${bad}\n`);
}, 600000);
