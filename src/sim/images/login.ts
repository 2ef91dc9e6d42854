import type { RegistryLogin } from '../../api/scenario.ts';
import type { ImageReference } from './reference.ts';

/** How a registry hands out tokens, where it does: the others ask for name and password with every request. */
const TOKEN_DOORS: Readonly<Record<string, { readonly door: string; readonly service: string }>> = {
  'docker.io': { door: 'https://auth.docker.io/token', service: 'registry.docker.io' },
  'ghcr.io': { door: 'https://ghcr.io/token', service: 'ghcr.io' },
  'gcr.io': { door: 'https://gcr.io/v2/token', service: 'gcr.io' },
};

/** The part of a repository's name that says which registry it is in. */
export function domainOf(repository: string): string {
  return repository.slice(0, repository.indexOf('/'));
}

/** What the runtime says when a registry does not let somebody in: with a wrong login, or with none. Models containerd 1.7. */
export function loginError(reference: ImageReference, login: RegistryLogin | undefined): string {
  const { repository, tag, canonical } = reference;
  const domain = domainOf(repository);
  const path = repository.slice(domain.length + 1);
  const failed = `rpc error: code = Unknown desc = failed to pull and unpack image "${canonical}": failed to resolve reference "${canonical}"`;
  const token = TOKEN_DOORS[domain];
  const denied = 'pull access denied, repository does not exist or may require authorization';
  if (token && (login || domain !== 'docker.io')) {
    const scope = `repository%3A${path.replaceAll('/', '%2F')}%3Apull`;
    const url = `${token.door}?scope=${scope}&service=${token.service}`;
    const status = domain === 'docker.io' ? '401 Unauthorized' : '403 Forbidden';
    const kind = login ? 'oauth' : 'anonymous';
    return `${failed}: failed to authorize: failed to fetch ${kind} token: unexpected status from GET request to ${url}: ${status}`;
  }
  if (domain === 'docker.io') {
    return `${failed}: ${denied}: server message: insufficient_scope: authorization failed`;
  }
  if (domain === 'quay.io') {
    return `${failed}: unexpected status from HEAD request to https://quay.io/v2/${path}/manifests/${tag}: 401 UNAUTHORIZED`;
  }
  if (login) {
    return `${failed}: unexpected status from HEAD request to https://${repository.replace('/', '/v2/')}/manifests/${tag}: 401 Unauthorized`;
  }
  return `${failed}: ${denied}: authorization failed: no basic auth credentials`;
}
