/** What a container runs: the words of its command line, without those that the image brings. */
export interface CommandLine {
  /** spec.containers[].command: replaces the image's entry point. */
  readonly command: readonly string[];
  /** spec.containers[].args: replaces the image's arguments. */
  readonly args: readonly string[];
}

/** How a container's main process behaves from its start on. Plain data: an idle process costs no event. */
export interface Behaviour {
  /** From the start of the process until it answers requests. */
  readonly startupMs: number;
  /** TCP ports on which it listens; a plain server of an unknown image answers on every port. */
  readonly ports: readonly number[] | 'any';
  /** It ends by itself after this time; absent for a process that stays. */
  readonly exitAfterMs?: number;
  /** Exit code when it ends by itself. */
  readonly exitCode: number;
  /** From SIGTERM until it ends; Infinity for a process that does not react to it. */
  readonly stopMs: number;
  /** Exit code when SIGTERM ended it. */
  readonly stopExitCode: number;
  /** What it uses while nobody asks anything of it. */
  readonly cpuMilli: number;
  readonly memoryBytes: number;
}

/** A component of the cluster that runs as a container and does its work in a module of its own. */
export type Role = 'kube-proxy' | 'coredns' | 'metrics-server';

/** An image of the simulated registry: default export of images/<image>/image.ts. */
export interface Image {
  /** Repositories that hold it, as people write them: `nginx`, `registry.k8s.io/pause`. */
  readonly names: readonly string[];
  /** The tags that exist. */
  hasTag(tag: string): boolean;
  /** Compressed size, as the runtime reports it after a pull. */
  readonly sizeBytes: number;
  readonly role?: Role;
  behave(line: CommandLine): Behaviour;
}

const MI = 1024 * 1024;

/** The usual server: it starts fast, stays up, and ends cleanly on SIGTERM. */
export const PLAIN_SERVER: Behaviour = {
  startupMs: 500,
  ports: 'any',
  exitCode: 0,
  stopMs: 100,
  stopExitCode: 0,
  cpuMilli: 1,
  memoryBytes: 20 * MI,
};

/** A server that differs from the usual one in some points. */
export function server(differences: Partial<Behaviour>): Behaviour {
  return { ...PLAIN_SERVER, ...differences };
}

/**
 * Tags of an image with numbered releases.
 * @param releases highest patch number by `major.minor`, e.g. `{'1.14': 2}` for 1.14.0 to 1.14.2
 * @param variants suffixes that every release has besides the plain tag, e.g. `alpine`
 * @param floating further tags, such as `latest`
 */
export function releaseTags(
  releases: Readonly<Record<string, number>>,
  variants: readonly string[],
  floating: readonly string[],
): (tag: string) => boolean {
  const known = new Set(floating);
  const add = (version: string): void => {
    known.add(version);
    for (const variant of variants) known.add(`${version}-${variant}`);
  };
  for (const [minor, lastPatch] of Object.entries(releases)) {
    add(minor);
    add(minor.slice(0, minor.indexOf('.')));
    for (let patch = 0; patch <= lastPatch; patch++) add(`${minor}.${patch}`);
  }
  return (tag) => known.has(tag);
}
