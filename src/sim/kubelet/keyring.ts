import type { Secret } from '../../api/k8s/core-v1.gen.ts';
import type { RegistryLogin } from '../../api/scenario.ts';
import { decodeBase64 } from '../../api/validation/base64.ts';

/** Logins for registries, in the order of the Secrets that they come from. Models pkg/credentialprovider/keyring.go. */
export interface Keyring {
  /** The logins to try for a repository such as `docker.io/library/nginx`; none when nothing fits. */
  lookUp(repository: string): readonly RegistryLogin[];
}

interface Entry {
  readonly username?: string;
  readonly password?: string;
  /** `user:password` in base64. */
  readonly auth?: string;
}

type Entries = Readonly<Record<string, Entry>>;

/** Where logins for images without a registry in their name are found. */
const DEFAULT_KEY = 'index.docker.io';

/** Makes the keyring of a Pod. Secrets of other types, and those whose text is none, count for nothing. */
export function keyringOf(secrets: readonly Secret[]): Keyring {
  const logins = new Map<string, RegistryLogin[]>();
  for (const secret of secrets) {
    for (const [place, entry] of Object.entries(entriesOf(secret))) {
      const key = keyOf(place);
      logins.set(key, [...(logins.get(key) ?? []), loginOf(entry)]);
    }
  }
  const keys = [...logins.keys()].sort().reverse();
  return {
    lookUp(repository) {
      const fitting = keys.filter((key) => isFitting(key, repository)).flatMap((key) => logins.get(key)!);
      if (fitting.length > 0) return fitting;
      return repository.startsWith('docker.io/') ? (logins.get(DEFAULT_KEY) ?? []) : [];
    },
  };
}

function entriesOf({ type, data = {} }: Secret): Entries {
  const isJson = type === 'kubernetes.io/dockerconfigjson';
  const text = decodeBase64(
    data[isJson ? '.dockerconfigjson' : type === 'kubernetes.io/dockercfg' ? '.dockercfg' : ''] ?? '',
  );
  try {
    const value = JSON.parse(text) as Entries & { readonly auths?: Entries };
    return (isJson ? value.auths : value) ?? {};
  } catch {
    return {};
  }
}

function loginOf({ username = '', password = '', auth }: Entry): RegistryLogin {
  if (!auth) return { user: username, password };
  const text = decodeBase64(auth);
  const colon = text.indexOf(':');
  return { user: text.slice(0, colon), password: text.slice(colon + 1) };
}

/** Host and path of a place as people write it: `https://index.docker.io/v1/` is `index.docker.io`. */
function keyOf(place: string): string {
  const [host = '', ...parts] = place.replace(/^https?:\/\//, '').split('/');
  const path = `/${parts.join('/')}`.replace(/^\/v[12]\//, '/');
  return path === '/' ? host : host + path;
}

/** Whether a key covers a repository: the parts of its host may have stars, its path is the beginning of the other's. */
function isFitting(key: string, repository: string): boolean {
  const [keyHost, keyPath] = split(key);
  const [host, path] = split(repository);
  const [keyParts, parts] = [keyHost.split('.'), host.split('.')];
  if (keyParts.length !== parts.length || !path.startsWith(keyPath)) return false;
  return keyParts.every((part, i) => globbed(part).test(parts[i]!));
}

function split(text: string): readonly [host: string, path: string] {
  const slash = text.indexOf('/');
  return slash < 0 ? [text, ''] : [text.slice(0, slash), text.slice(slash)];
}

function globbed(pattern: string): RegExp {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '[^/]*')
    .replaceAll('?', '[^/]');
  return new RegExp(`^${source}$`);
}
