import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runKubectl } from '../sim/kubectl/testing/run.ts';
import { comparable, realKubectlVersion } from './testing/kubectl-pair.ts';
import { kustomizeTrees } from './testing/kustomize-trees.ts';

const version = realKubectlVersion();
const fits = version?.startsWith('v1.32.') ?? false;
if (!fits) console.warn(`SKIPPED: kubectl v1.32 is not on the PATH (found: ${version ?? 'none'})`);

describe.skipIf(!fits)('kubectl kustomize prints what the real one prints', () => {
  test.for(kustomizeTrees)('$title', ({ files }) => {
    const cwd = realpathSync(mkdtempSync(join(tmpdir(), 'orrery-kustomize-')));
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(cwd, dirname(path)), { recursive: true });
      writeFileSync(join(cwd, path), text);
    }
    const [first] = Object.keys(files);
    const line = `kustomize ${dirname(first!)}`;
    const { stdout, stderr, status } = spawnSync('kubectl', line.split(' '), { cwd, encoding: 'utf8' });
    rmSync(cwd, { recursive: true });
    const ours = runKubectl(line, {
      transport() {
        throw new Error('kustomize asks no server');
      },
      nowMs: Date.now(),
      cwd,
      files: new Map(Object.entries(files)),
    });
    const shown = (text: string): string => comparable(text).replace(/&\{0xc[0-9a-f]+ /, '&{0xc ');
    expect({ stdout: ours.stdout, stderr: shown(ours.stderr), exitCode: ours.exitCode }).toEqual({
      stdout,
      stderr: shown(stderr),
      exitCode: status,
    });
  });
});
