import { createRandom } from '../../../base/random.ts';
import { Engine } from '../../engine/engine.ts';
import { FileSystem } from '../fs/file-system.ts';
import { overlay } from '../fs/volume.ts';
import type { Flavour } from '../kernel/kernel.ts';
import { Kernel } from '../kernel/kernel.ts';
import { openSink, openText } from '../kernel/open-file.ts';
import type { NetworkAccess } from '../network-access.ts';
import { findProgram } from '../programs.ts';
import { baseTree } from '../rootfs/base-tree.ts';
import { mountSystem } from '../rootfs/mount-system.ts';
import { standardFiles } from '../rootfs/standard-files.ts';
import { toolProgram } from '../tools.ts';

/** A computer for tests: an engine, a kernel, a small system. */
export interface TestMachine {
  readonly engine: Engine;
  readonly kernel: Kernel;
}

/** What a script printed and how it ended. */
export interface ScriptResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
  readonly ms: number;
}

const tree = baseTree(
  standardFiles({
    also: [
      'bash',
      'curl',
      'redis-cli',
      'stress',
      'perl',
      'node',
      'hexdump',
      'hd',
      'xxd',
      'mysql',
      'mysqladmin',
      'psql',
      'pg_isready',
    ],
  }),
  0,
);

export function testMachine(flavour: Flavour = 'dash', network?: NetworkAccess): TestMachine {
  const engine = new Engine(1);
  const kernel: Kernel = new Kernel({
    engine,
    scope: engine.root,
    random: createRandom(1),
    fs: () => {
      const fs = new FileSystem(overlay(tree), () => engine.unixMs);
      mountSystem(fs, () => kernel, { hostname: 'box', hosts: '127.0.0.1\tlocalhost\n', resolvConf: '' });
      return fs;
    },
    flavour,
    facts: () => ({
      hostname: 'box',
      cpus: 2,
      cpuLimit: 2,
      memoryBytes: 4 * 1024 ** 3,
      memoryLimitBytes: 256 * 1024 ** 2,
      kernelRelease: '6.1.0',
      bootMs: 0,
    }),
    programs: toolProgram,
    ...(network ? { network } : {}),
  });
  return { engine, kernel };
}

/** Runs `sh -c SCRIPT` as a child of nothing, for at most `limitMs` of virtual time. */
export function runScript(
  script: string,
  flavour: Flavour = 'dash',
  stdin = '',
  limitMs = 3_600_000,
  machine = testMachine(flavour),
): ScriptResult {
  const { engine, kernel } = machine;
  let stdout = '';
  let stderr = '';
  const env = new Map([
    ['PATH', '/usr/local/bin:/usr/bin:/bin:/sbin'],
    ['HOME', '/root'],
  ]);
  if (kernel.procs.size === 0) {
    kernel.create({ argv: ['init'], env, cwd: '/', credentials: { uid: 0, gid: 0 }, files: new Map() });
  }
  const files = new Map([
    [0, openText(stdin)],
    [
      1,
      openSink((data) => {
        stdout += data;
      }),
    ],
    [
      2,
      openSink((data) => {
        stderr += data;
      }),
    ],
  ]);
  const proc = kernel.create({
    argv: [flavour === 'bash' ? 'bash' : 'sh', '-c', script],
    env,
    cwd: '/tmp',
    credentials: { uid: 0, gid: 0 },
    files,
  });
  const found = findProgram(proc, proc.argv[0]!, env.get('PATH')!);
  const beganMs = engine.nowMs;
  if ('program' in found) kernel.run(proc, found.program(proc));
  while (proc.alive && engine.nextTimeMs <= beganMs + limitMs && engine.step());
  return { stdout, stderr, exitCode: proc.alive ? -1 : proc.exitCode, ms: engine.nowMs - beganMs };
}
