import { invalidValue, required } from '../../field-errors.ts';
import type { WebhookClientConfig } from '../../k8s/admissionregistration-v1.gen.ts';
import { dns1123Subdomain, inRange } from '../../names.ts';
import { type Found, reject } from '../basics.ts';

const URL_FORM = '; desired format: https://host[/path]';

/** Where a webhook is. Models ValidateWebhookURL and ValidateWebhookService of apiserver/pkg/util/webhook. */
export function checkClientConfig({ url, service }: Partial<WebhookClientConfig>, path: string, found: Found): void {
  if ((url === undefined) === (service === undefined)) {
    found.push(required(path, 'exactly one of url or service is required'));
  } else if (url !== undefined) checkUrl(url, `${path}.url`, found);
  else {
    const { name = '', namespace = '', path: urlPath, port } = service!;
    const at = `${path}.service`;
    if (name === '') found.push(required(`${at}.name`, 'service name is required'));
    if (namespace === '') found.push(required(`${at}.namespace`, 'service namespace is required'));
    if (port !== undefined && inRange(port, 1, 65535).length > 0) {
      const detail = 'port is not valid: must be between 1 and 65535, inclusive';
      found.push(invalidValue(`${at}.port`, port, detail));
    }
    if (urlPath !== undefined) checkPath(urlPath, `${at}.path`, found);
  }
}

function checkUrl(url: string, path: string, found: Found): void {
  const parts = /^([a-zA-Z][a-zA-Z0-9+.-]*):\/\/(?:([^/?#@]*)@)?([^/?#]*)([^?#]*)(\?[^#]*)?(#.*)?$/.exec(url);
  const [, scheme = '', user, host = '', , query, fragment] = parts ?? [];
  if (scheme !== 'https') {
    const detail = `'https' is the only allowed URL scheme${URL_FORM}`;
    found.push(invalidValue(path, scheme, detail));
  }
  if (host === '') found.push(invalidValue(path, host, `host must be specified${URL_FORM}`));
  if (user !== undefined) found.push(invalidValue(path, user, 'user information is not permitted in the URL'));
  if (fragment !== undefined) {
    found.push(invalidValue(path, fragment.slice(1), 'fragments are not permitted in the URL'));
  }
  if (query !== undefined) {
    found.push(invalidValue(path, query.slice(1), 'query parameters are not permitted in the URL'));
  }
}

function checkPath(urlPath: string, path: string, found: Found): void {
  if (urlPath === '/') return;
  if (urlPath === '') return void found.push(invalidValue(path, urlPath, "must start with a '/'"));
  if (!urlPath.startsWith('/')) found.push(invalidValue(path, urlPath, "must start with a '/'"));
  const steps = urlPath.slice(1).replace(/\/$/, '').split('/');
  if (urlPath === '//' || steps.includes('')) {
    const i = urlPath === '//' ? 0 : steps.indexOf('');
    found.push(invalidValue(path, urlPath, `segment[${i}] may not be empty`));
  }
  for (const [i, step] of steps.entries()) {
    if (step === '') continue;
    const messages = dns1123Subdomain(step).map((message) => `segment[${i}]: ${message}`);
    reject(messages, urlPath, path, found);
  }
}
