import { invalidValue, required } from '../field-errors.ts';
import { dns1123Subdomain, regexError } from '../names.ts';
import { type Found, reject } from './basics.ts';

const PATH_PATTERN = "[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+";
const PATH = new RegExp(`^${PATH_PATTERN}$`);

/** The text is a domain, a slash and a path: `acme.io/foo`. Models IsDomainPrefixedPath. */
export function checkDomainPrefixedPath(text: string, path: string, found: Found): void {
  if (text === '') return void found.push(required(path));
  const slash = text.indexOf('/');
  const [domain, rest] = slash < 0 ? ['', ''] : [text.slice(0, slash), text.slice(slash + 1)];
  if (domain === '' || rest === '') {
    found.push(invalidValue(path, text, 'must be a domain-prefixed path (such as "acme.io/foo")'));
    return;
  }
  reject(dns1123Subdomain(domain), domain, path, found);
  if (!PATH.test(rest)) found.push(invalidValue(path, rest, regexError('Invalid path', PATH_PATTERN)));
}
