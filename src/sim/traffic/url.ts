/** What a client needs to know of an address. */
export interface Url {
  readonly host: string;
  readonly port: number;
  readonly path: string;
}

/** The parts of an `http://` or `https://` URL. Throws Error for anything else. */
export function parseUrl(url: string): Url {
  const parts = /^(https?):\/\/([^/:?#]+)(?::(\d+))?(\/[^?#]*)?(?:[?#].*)?$/.exec(url);
  if (!parts) throw new Error(`not an http URL: ${url}`);
  const [, scheme, host = '', port, path = '/'] = parts;
  return { host, port: port ? Number(port) : scheme === 'https' ? 443 : 80, path };
}
