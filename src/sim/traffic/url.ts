/** What a client needs to know of an address. */
export interface Url {
  readonly host: string;
  readonly port: number;
  readonly path: string;
  /** `https` */
  readonly isEncrypted: boolean;
}

/** The parts of an `http://` or `https://` URL. Throws Error for anything else. */
export function parseUrl(url: string): Url {
  const parts = /^(https?):\/\/([^/:?#]+)(?::(\d+))?(\/[^?#]*)?(?:[?#].*)?$/.exec(url);
  if (!parts) throw new Error(`not an http URL: ${url}`);
  const [, scheme, host = '', port, path = '/'] = parts;
  const isEncrypted = scheme === 'https';
  return { host, isEncrypted, port: port ? Number(port) : isEncrypted ? 443 : 80, path };
}
