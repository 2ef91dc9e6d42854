import type { ImageSpec, RegistryLogin } from '../../api/scenario.ts';
import { fnv32a } from '../../base/fnv.ts';
import { type Behaviour, type CommandLine, type Image, type ImageSystem, PLAIN_SERVER, type Role } from './image.ts';
import { domainOf, loginError } from './login.ts';
import { isNearMiss } from './near-miss.ts';
import { type ImageReference, parseReference } from './reference.ts';

/** An image that can be pulled. */
export interface PullableImage {
  /** Canonical name with tag: what container statuses show. */
  readonly name: string;
  /** Repository with digest: what container statuses show as imageID. */
  readonly id: string;
  readonly sizeBytes: number;
  readonly role: Role | undefined;
  /** The server that a command line starts; undefined when it is a command that is run as it stands. */
  behave(line: CommandLine): Behaviour | undefined;
  /** The server that the image's own program is. */
  readonly server: Behaviour;
  readonly system: ImageSystem;
  /** Whether its programs are known: of any other image an unknown program counts as a server. */
  readonly isKnown: boolean;
}

/** What the registry knows of a reference: the image, or why it cannot be pulled, in the runtime's words. */
export type Lookup = { readonly image: PullableImage } | { readonly error: string } | { readonly invalidName: string };

/** The simulated registries of the world: well-known images with their real tags, pushed ones, and plain servers. */
export interface Registry {
  lookup(image: string): Lookup;
  /** Puts an image there, over one of its name if there is one. Throws Error with the runtime's text for a name that is none. */
  push(spec: ImageSpec): void;
  /** Why an image cannot be pulled by who logs in so, or without a login; in the runtime's words. Undefined if it can. */
  refusal(image: PullableImage, login: RegistryLogin | undefined): string | undefined;
}

const found = import.meta.glob<{ default: Image }>('./*/image.ts', { eager: true });

/** Makes the registry of a run. `pushed` are the scenario's images; they come before the well-known ones. */
export function createRegistry(pushed: readonly ImageSpec[]): Registry {
  const known = new Map<string, Image>();
  for (const path of Object.keys(found).sort()) {
    const image = found[path]!.default;
    for (const name of image.names) known.set(parseReference(name).repository, image);
  }
  const names = [...known.keys()];
  const specs = new Map(pushed.map((spec) => [parseReference(spec.name).canonical, { spec, version: 0 }]));
  const lookups = new Map<string, Lookup>();
  const logins = new Map<string, RegistryLogin>();
  const close = ({ name, login }: ImageSpec): void => {
    if (login) logins.set(parseReference(name).repository, login);
  };
  pushed.forEach(close);

  const find = (text: string): Lookup => {
    let reference: ImageReference;
    try {
      reference = parseReference(text);
    } catch (error) {
      return { invalidName: `couldn't parse image name "${text}": ${(error as Error).message}` };
    }
    const { repository, tag, canonical } = reference;
    const image = known.get(repository);
    const own = specs.get(canonical);
    if (own) return { image: pullable(reference, image, own.spec, own.version) };
    if (image) return image.hasTag(tag) ? { image: pullable(reference, image) } : { error: noSuchTag(canonical) };
    const domain = domainOf(repository);
    const isSlip = names.some(
      (name) => domainOf(name) === domain && isNearMiss(shortName(repository), shortName(name)),
    );
    if (isSlip) return { error: noSuchRepository(reference, domain) };
    return { image: pullable(reference, undefined) };
  };
  return {
    push(spec) {
      const { canonical } = parseReference(spec.name);
      specs.set(canonical, { spec, version: (specs.get(canonical)?.version ?? 0) + 1 });
      lookups.clear();
      close(spec);
    },
    refusal(image, login) {
      const reference = parseReference(image.name);
      const wanted = logins.get(reference.repository);
      if (!wanted || (login?.user === wanted.user && login.password === wanted.password)) return undefined;
      return loginError(reference, login);
    },
    lookup: (text) => {
      let result = lookups.get(text);
      if (!result) {
        result = find(text);
        lookups.set(text, result);
      }
      return result;
    },
  };
}

function pullable(reference: ImageReference, image: Image | undefined, spec?: ImageSpec, version = 0): PullableImage {
  const hash = fnv32a(reference.canonical);
  return {
    name: reference.canonical,
    id: `${reference.repository}@sha256:${digest(version === 0 ? reference.canonical : `${reference.canonical}#${version}`)}`,
    sizeBytes: image?.sizeBytes ?? 20_000_000 + (hash % 60_000_000),
    role: image?.role,
    behave: (line) => withSpec(image ? image.behave(line) : plainBehaviour(line), spec),
    server: withSpec(image?.behave({ command: [], args: [] }) ?? PLAIN_SERVER, spec)!,
    system: systemOf(image, reference.tag),
    isKnown: image !== undefined && !spec,
  };
}

const shortName = (repository: string): string => repository.replace(/^docker\.io\/(library\/)?/, '');

function systemOf(image: Image | undefined, tag: string): ImageSystem {
  const system = image?.system ?? UNKNOWN_SYSTEM;
  return typeof system === 'function' ? system(tag) : system;
}

/** An unknown image runs as a plain server, unless the container's command says something else. */
function plainBehaviour({ command }: CommandLine): Behaviour | undefined {
  return command.length > 0 ? undefined : PLAIN_SERVER;
}

/** What an image that nobody knows is taken to have inside. */
const UNKNOWN_SYSTEM: ImageSystem = { flavour: 'dash', also: ['bash', 'curl'] };

function withSpec(behaviour: Behaviour | undefined, spec: ImageSpec | undefined): Behaviour | undefined {
  if (!spec || !behaviour) return behaviour;
  const ends = spec.crashAfterMs !== undefined || spec.exitCode !== undefined;
  return {
    ...behaviour,
    ...(spec.startupMs === undefined ? {} : { startupMs: spec.startupMs }),
    serving: { ...behaviour.serving, ...spec.serving },
    ...(spec.memoryBytes === undefined ? {} : { memoryBytes: spec.memoryBytes }),
    ...(spec.leakPerSecond === undefined ? {} : { leakPerSecond: spec.leakPerSecond }),
    ...healthOf(behaviour, spec),
    ...(ends ? { exitAfterMs: spec.crashAfterMs ?? 0, exitCode: spec.exitCode ?? 1 } : {}),
  };
}

/** What HTTP probes get of a pushed image that is ready late, or fails them after a time. */
function healthOf(
  { startupMs }: Behaviour,
  { readyAfterMs, failProbesAfterMs = Infinity, startupMs: pushedMs = startupMs }: ImageSpec,
): Pick<Behaviour, 'health'> {
  if (readyAfterMs === undefined && failProbesAfterMs === Infinity) return {};
  const readyMs = pushedMs + (readyAfterMs ?? 0);
  return { health: (_path, upMs) => (upMs < readyMs ? 503 : upMs >= failProbesAfterMs ? 500 : 200) };
}

/** 64 hexadecimal digits that follow from the name alone. */
function digest(name: string): string {
  let text = '';
  for (let i = 0; i < 8; i++) text += fnv32a(`${i}:${name}`).toString(16).padStart(8, '0');
  return text;
}

function noSuchTag(canonical: string): string {
  return `rpc error: code = NotFound desc = failed to pull and unpack image "${canonical}": failed to resolve reference "${canonical}": ${canonical}: not found`;
}

/** What the runtime says of a repository that a registry does not have: the same as of a private one, where nobody is told which. */
function noSuchRepository(reference: ImageReference, domain: string): string {
  const isTold = !['docker.io', 'ghcr.io', 'gcr.io', 'quay.io'].includes(domain);
  return isTold ? noSuchTag(reference.canonical) : loginError(reference, undefined);
}
