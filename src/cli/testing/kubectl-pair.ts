import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { wait } from '../../api/process.ts';
import type { KubectlEnv, KubectlResult, LocalFiles } from '../../sim/kubectl/env.ts';
import { kubectl } from '../../sim/kubectl/kubectl.ts';
import { splitCommandLine } from '../../sim/kubectl/split-command-line.ts';
import type { ApiService } from '../api-service.ts';

export interface Ending {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

/**
 * Two kubectls on one cluster: the real one in the namespace `real`, that of the simulation in the namespace `simu`, a
 * name of the same length. Both see the same files.
 */
export interface KubectlPair {
  real(line: string, options?: RealOptions): Promise<Ending>;
  simulated(line: string, stdin?: string): Promise<Ending>;
  end(): void;
}

export interface RealOptions {
  readonly stdin?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Told what has been printed so far, each time that there is more; true interrupts the command. */
  readonly onOutput?: (stdout: string) => boolean;
}

/**
 * What the real kubectl now and then says of a connection's first, empty message: it may come before the client has made
 * the stream that it is for.
 */
const DISCARDED = /^E\d{4} \S+ +\d+ websocket\.go:\d+\] "?Unknown stream id \d+, discarding message"?\n/gm;

/** The version of the kubectl on the PATH; undefined where there is none. */
export function realKubectlVersion(): string | undefined {
  const { stdout, status } = spawnSync('kubectl', ['version', '--client', '-o', 'json'], { encoding: 'utf8' });
  if (status !== 0) return undefined;
  return (JSON.parse(stdout) as { clientVersion: { gitVersion: string } }).clientVersion.gitVersion;
}

/** Connects both to a served cluster. */
export function createKubectlPair(service: ApiService, files: ReadonlyMap<string, string>): KubectlPair {
  const folder = mkdtempSync(join(tmpdir(), 'orrery-kubectl-'));
  mkdirSync(join(folder, 'simulated'));
  for (const [name, text] of files) {
    for (const place of [folder, join(folder, 'simulated')]) {
      mkdirSync(dirname(join(place, name)), { recursive: true });
      writeFileSync(join(place, name), text);
    }
  }
  writeFileSync(join(folder, 'config'), kubeConfig(service.address));
  const home = {
    ...process.env,
    HOME: folder,
    KUBECONFIG: join(folder, 'config'),
    KUBECACHEDIR: join(folder, 'cache'),
  };
  const { cluster } = service;
  const cache: KubectlEnv['cache'] = {};
  return {
    real: (line, { stdin, env, onOutput } = {}) =>
      new Promise((resolve, reject) => {
        const child = spawn('kubectl', splitCommandLine(line), { cwd: folder, env: { ...home, ...env } });
        let stdout = '';
        let stderr = '';
        child.stdout.setEncoding('utf8').on('data', (text: string) => {
          stdout += text;
          if (onOutput?.(stdout)) child.kill('SIGINT');
        });
        child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
        child.on('error', reject);
        child.on('close', (code) => {
          resolve({ stdout, stderr: stderr.replace(DISCARDED, ''), exitCode: code ?? 130 });
        });
        child.stdin.on('error', () => {});
        child.stdin.end(stdin ?? '');
      }),
    simulated: (line, stdin) =>
      new Promise((resolve) => {
        const { engine, operator } = cluster;
        const scope = operator.scope.child('kubectl');
        const env: KubectlEnv = {
          transport: function* (request) {
            return yield* wait(cluster.http(request, scope));
          },
          engine,
          host: operator,
          scope,
          nowMs: () => engine.unixMs,
          namespace: 'simu',
          server: service.address.replace('http://', ''),
          files,
          localFiles: localFiles(join(folder, 'simulated')),
          cache,
          edit: function* (path, text) {
            return runEditor(folder, path, text);
          },
          ...(stdin === undefined ? {} : { stdin }),
        };
        const result = engine.spawn<KubectlResult>(kubectl(splitCommandLine(line), env), scope);
        result.onSettle(() => {
          scope.kill();
          resolve(result.value);
        });
      }),
    end: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** The files of the simulation's kubectl, in a folder of their own. */
function localFiles(root: string): LocalFiles {
  const at = (path: string): string => (path.startsWith('/') ? path : join(root, path));
  return {
    typeOf(path) {
      const found = statSync(at(path), { throwIfNoEntry: false });
      return found?.isDirectory() ? 'dir' : found ? 'file' : undefined;
    },
    list: (path) => readdirSync(at(path)).sort(),
    read: (path) => readFileSync(at(path), 'latin1'),
    write(path, data) {
      mkdirSync(dirname(at(path)), { recursive: true });
      writeFileSync(at(path), data, 'latin1');
    },
    makeDir: (path) => void mkdirSync(at(path), { recursive: true }),
  };
}

/** Edits a text as `EDITOR="sh edit.sh"` does for the real kubectl. */
function runEditor(folder: string, path: string, text: string): string {
  const file = join(folder, basename(path));
  writeFileSync(file, text);
  spawnSync('sh', ['edit.sh', file], { cwd: folder });
  return readFileSync(file, 'utf8');
}

function kubeConfig(address: string): string {
  return `apiVersion: v1
kind: Config
clusters: [{name: orrery, cluster: {server: "${address}"}}]
users: [{name: admin, user: {}}]
contexts: [{name: orrery, context: {cluster: orrery, user: admin, namespace: real}}]
current-context: orrery
`;
}

/** A text without what differs between two runs: ages, times, addresses, generated names, which node. */
export function comparable(text: string): string {
  const same = text
    .replaceAll('simu', 'real')
    .replace(
      /\b(web|shop|gen|j\d)(-[bcdfghjklmnpqrstvwxz2456789]{7,10})?(-[bcdfghjklmnpqrstvwxz2456789]{5})?(?![\w-])/g,
      '$1',
    )
    .replace(/(pod-template-hash["=:]+ ?"?)[bcdfghjklmnpqrstvwxz2456789]{7,10}\b/g, '$1HASH')
    .replace(/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, 'UID')
    .replace(/\b(containerd:\/\/|sha256:)[0-9a-f]{64}\b/g, '$1ID')
    .replace(/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, 'TIME')
    .replace(/(start exec \\?")[0-9a-f]{64}/g, '$1ID')
    .replace(/\b(kube-proxy)-[bcdfghjklmnpqrstvwxz2456789]{5}\b/g, '$1')
    .replace(/\b(debugger(?:-node-\d)?)-[bcdfghjklmnpqrstvwxz2456789]{5}\b/g, '$1-xxxxx')
    .replace(/(\/tmp\/[\w-]*?[-_])\d+/g, '$1N')
    .replace(/\b\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{9} \+0000/g, 'TIME')
    .replace(/\b\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d \+0000/g, 'TIME')
    .replace(/\b\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d\b/g, 'TIME')
    .replace(/\b\d\d\/\w{3}\/\d{4}:\d\d:\d\d:\d\d \+0000/g, 'TIME')
    .replace(/^([EW]\d{4} )[\d:.]+ +\d+ /gm, '$1TIME PID ')
    .replace(/(resourceVersion"?: ?)"\d+"/g, '$1"N"')
    .replace(/\bkube-api-access-[a-z0-9]{5}\b/g, 'kube-api-access-xxxxx');
  // At a higher speed than 1 the cluster's clock runs ahead of the real kubectl's.
  const varied = same
    .replaceAll('<invalid>', '1s')
    .replace(/(?<![\w.])\d+(\.\d+)?m?s\b|(?<![\w.:])\d+[mhd](\d+[smh])?(?![\w/])/g, 'AGE')
    .replace(/\b(10\.\d+|192\.168)\.\d+\.\d+\b/g, 'ADDRESS')
    .replace(/\bnode-\d\b/g, 'node-N')
    .replace(/\b3[0-2]\d{3}\b/g, 'NODEPORT');
  // What is of another width moves what comes after it.
  return varied === same ? same : varied.replace(/ {2,}/g, '  ');
}
