/** What a client needs to know of an address. */
export interface Url {
  readonly host: string;
  readonly port: number;
  readonly path: string;
  /** `https` */
  readonly isEncrypted: boolean;
  /** `udp`: datagrams, each with an answer, and no connection. */
  readonly isUdp: boolean;
}

/** The parts of an `http://`, `https://` or `udp://` URL; the latter has a port. Throws Error for anything else. */
export function parseUrl(url: string): Url {
  const parts = /^(https?|udp):\/\/([^/:?#]+)(?::(\d+))?(\/[^?#]*)?(?:[?#].*)?$/.exec(url);
  if (!parts || (parts[1] === 'udp' && !parts[3])) throw new Error(`not an http URL: ${url}`);
  const [, scheme, host = '', port, path = '/'] = parts;
  const isEncrypted = scheme === 'https';
  return { host, isEncrypted, isUdp: scheme === 'udp', port: port ? Number(port) : isEncrypted ? 443 : 80, path };
}
