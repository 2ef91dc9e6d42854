/** An image reference taken apart. */
export interface ImageReference {
  /** Registry and path, with the defaults filled in: `docker.io/library/nginx`. */
  readonly repository: string;
  readonly tag: string;
  /** The whole in its canonical form: `docker.io/library/nginx:latest`. */
  readonly canonical: string;
}

const COMPONENT = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const REPOSITORY = new RegExp(`^${COMPONENT}(?:/${COMPONENT})*$`);
const TAG = /^\w[\w.-]{0,127}$/;
const DIGEST = /^[A-Za-z][A-Za-z0-9]*:[0-9a-fA-F]{32,}$/;

/**
 * Parses what a container's `image` says. Throws an Error with the runtime's text for one that is no reference.
 * Models github.com/distribution/reference.ParseNormalizedNamed with the default tag.
 */
export function parseReference(text: string): ImageReference {
  const at = text.indexOf('@');
  const digest = at < 0 ? '' : text.slice(at + 1);
  if (at >= 0 && !DIGEST.test(digest)) throw new Error('invalid reference format');
  const named = at < 0 ? text : text.slice(0, at);
  const colon = named.lastIndexOf(':');
  const isTagged = colon > named.lastIndexOf('/');
  const name = isTagged ? named.slice(0, colon) : named;
  const tag = isTagged ? named.slice(colon + 1) : 'latest';
  const { domain, path } = splitDomain(name);
  if (path !== path.toLowerCase()) {
    throw new Error(`invalid reference format: repository name (${path}) must be lowercase`);
  }
  if (!REPOSITORY.test(path) || !TAG.test(tag)) throw new Error('invalid reference format');
  const repository = `${domain}/${path}`;
  return { repository, tag, canonical: digest ? `${repository}@${digest}` : `${repository}:${tag}` };
}

function splitDomain(name: string): { domain: string; path: string } {
  const slash = name.indexOf('/');
  const first = slash < 0 ? '' : name.slice(0, slash);
  const isDomain = /[.:]/.test(first) || first === 'localhost' || first !== first.toLowerCase();
  if (isDomain) {
    const domain = first === 'index.docker.io' ? 'docker.io' : first;
    const path = name.slice(slash + 1);
    return { domain, path: domain === 'docker.io' && !path.includes('/') ? `library/${path}` : path };
  }
  return { domain: 'docker.io', path: slash < 0 ? `library/${name}` : name };
}
