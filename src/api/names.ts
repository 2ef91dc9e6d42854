import { utf8Length } from '../base/utf8.ts';

/**
 * What names, labels and the like must look like. Each function returns what is wrong in upstream's words; an empty
 * list is good. Models apimachinery/pkg/util/validation.
 */

const NONE: readonly string[] = [];

const LABEL_PATTERN = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const SUBDOMAIN_PATTERN = `${LABEL_PATTERN}(\\.${LABEL_PATTERN})*`;
const DNS1035_PATTERN = '[a-z]([-a-z0-9]*[a-z0-9])?';
const QUALIFIED_PATTERN = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const LABEL_VALUE_PATTERN = `(${QUALIFIED_PATTERN})?`;
const WILDCARD_PATTERN = `\\*\\.${SUBDOMAIN_PATTERN}`;
const CONFIG_KEY_PATTERN = '[-._a-zA-Z0-9]+';
const HTTP_HEADER_PATTERN = '[-A-Za-z0-9]+';
const C_IDENTIFIER_PATTERN = '[A-Za-z_][A-Za-z0-9_]*';
const PERCENT_PATTERN = '[0-9]+%';

const SUBDOMAIN_RULE =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character";
const QUALIFIED_RULE =
  "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";

const whole = (pattern: string): RegExp => new RegExp(`^${pattern}$`);
const LABEL = whole(LABEL_PATTERN);
const SUBDOMAIN = whole(SUBDOMAIN_PATTERN);
const DNS1035 = whole(DNS1035_PATTERN);
const QUALIFIED = whole(QUALIFIED_PATTERN);
const LABEL_VALUE = whole(LABEL_VALUE_PATTERN);
const WILDCARD = whole(WILDCARD_PATTERN);
const CONFIG_KEY = whole(CONFIG_KEY_PATTERN);
const HTTP_HEADER = whole(HTTP_HEADER_PATTERN);
const C_IDENTIFIER = whole(C_IDENTIFIER_PATTERN);
const PERCENT = whole(PERCENT_PATTERN);

/** A DNS label, as the names of containers and namespaces. */
export function dns1123Label(text: string): readonly string[] {
  if (LABEL.test(text)) return tooLong(text, 63);
  const rule = SUBDOMAIN.test(text)
    ? 'must not contain dots'
    : regexError(
        "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character",
        LABEL_PATTERN,
        'my-name',
        '123-abc',
      );
  return [...tooLong(text, 63), rule];
}

/** A DNS subdomain, as most objects' names. */
export function dns1123Subdomain(text: string): readonly string[] {
  if (SUBDOMAIN.test(text)) return tooLong(text, 253);
  return [...tooLong(text, 253), regexError(SUBDOMAIN_RULE, SUBDOMAIN_PATTERN, 'example.com')];
}

/** A DNS label that starts with a letter, as the names of Services. */
export function dns1035Label(text: string): readonly string[] {
  if (DNS1035.test(text)) return tooLong(text, 63);
  const rule =
    "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character";
  return [...tooLong(text, 63), regexError(rule, DNS1035_PATTERN, 'my-name', 'abc-123')];
}

/** `*.` and a DNS subdomain. */
export function wildcardDns1123Subdomain(text: string): readonly string[] {
  if (WILDCARD.test(text)) return tooLong(text, 253);
  const rule =
    "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric character";
  return [...tooLong(text, 253), regexError(rule, WILDCARD_PATTERN, '*.example.com')];
}

/** A name with an optional DNS prefix, as the keys of labels and annotations. */
export function qualifiedName(text: string): readonly string[] {
  const parts = text.split('/');
  if (parts.length > 2) {
    const rule =
      "a qualified name must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";
    return [
      `${regexError(rule, QUALIFIED_PATTERN, 'MyName', 'my.name', '123-abc')} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ];
  }
  const name = parts[parts.length - 1]!;
  const errors: string[] = [];
  if (parts.length === 2) {
    if (parts[0] === '') errors.push('prefix part must be non-empty');
    else errors.push(...dns1123Subdomain(parts[0]!).map((error) => `prefix part ${error}`));
  }
  if (name === '') errors.push('name part must be non-empty');
  else if (utf8Length(name) > 63) errors.push('name part must be no more than 63 characters');
  if (!QUALIFIED.test(name)) errors.push(regexError(QUALIFIED_RULE, QUALIFIED_PATTERN, 'MyName', 'my.name', '123-abc'));
  return errors;
}

/** The value of a label. */
export function labelValue(text: string): readonly string[] {
  if (LABEL_VALUE.test(text)) return tooLong(text, 63);
  const rule =
    "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";
  return [...tooLong(text, 63), regexError(rule, LABEL_VALUE_PATTERN, 'MyValue', 'my_value', '12345')];
}

/** The name of a port. */
export function validPortName(text: string): readonly string[] {
  const errors = [...tooLong(text, 15)];
  if (!/^[-a-z0-9]+$/.test(text)) {
    errors.push('must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)');
  }
  if (!/[a-z]/.test(text)) errors.push('must contain at least one letter (a-z)');
  if (text.includes('--')) errors.push('must not contain consecutive hyphens');
  if (text.startsWith('-') || text.endsWith('-')) errors.push('must not begin or end with a hyphen');
  return errors;
}

/** The number of a port. */
export function validPortNum(port: number): readonly string[] {
  return inRange(port, 1, 65535);
}

/** A number within bounds, both included. */
export function inRange(value: number, min: number, max: number): readonly string[] {
  return value >= min && value <= max ? NONE : [`must be between ${min} and ${max}, inclusive`];
}

/** A percentage as in `25%`. */
export function validPercent(text: string): readonly string[] {
  if (PERCENT.test(text)) return NONE;
  const rule = "a valid percent string must be a numeric string followed by an ending '%'";
  return [regexError(rule, PERCENT_PATTERN, '1%', '93%')];
}

/** A key of a ConfigMap or Secret. */
export function configMapKey(text: string): readonly string[] {
  const errors = [...tooLong(text, 253)];
  if (!CONFIG_KEY.test(text)) {
    const rule = "a valid config key must consist of alphanumeric characters, '-', '_' or '.'";
    errors.push(regexError(rule, CONFIG_KEY_PATTERN, 'key.name', 'KEY_NAME', 'key-name'));
  }
  if (text === '.') errors.push("must not be '.'");
  else if (text === '..') errors.push("must not be '..'");
  else if (text.startsWith('..')) errors.push("must not start with '..'");
  return errors;
}

/** The name of an environment variable, with the relaxed rule that is on since v1.32. */
export function envVarName(text: string): readonly string[] {
  if (text === '') return ['environment variable name must be non-empty'];
  if (/^[ -<>-~]*$/.test(text)) return NONE;
  return ["a valid environment variable name must consist only of printable ASCII characters other than '='"];
}

/** The name of an HTTP header. */
export function httpHeaderName(text: string): readonly string[] {
  if (HTTP_HEADER.test(text)) return NONE;
  const rule = "a valid HTTP header must consist of alphanumeric characters or '-'";
  return [regexError(rule, HTTP_HEADER_PATTERN, 'X-Header-Name')];
}

/** An identifier of C. */
export function cIdentifier(text: string): readonly string[] {
  if (C_IDENTIFIER.test(text)) return NONE;
  const rule =
    "a valid C identifier must start with alphabetic character or '_', followed by a string of alphanumeric characters or '_'";
  return [regexError(rule, C_IDENTIFIER_PATTERN, 'my_name', 'MY_NAME', 'MyName')];
}

/** What may not be in a path of a URL: all that is asked of some names. Models path.ValidatePathSegmentName. */
export function pathSegment(name: string, prefix: boolean): readonly string[] {
  if (!prefix && (name === '.' || name === '..')) return [`may not be '${name}'`];
  return ['/', '%'].filter((each) => name.includes(each)).map((each) => `may not contain '${each}'`);
}

/** A name that may be the beginning of a generated one: then a dash at its end is allowed. Models maskTrailingDash. */
export function maskTrailingDash(name: string): string {
  return name.length > 1 && name.endsWith('-') ? `${name.slice(0, -2)}a` : name;
}

/** Upstream's sentence for a text that does not match, with examples of texts that do. */
export function regexError(rule: string, pattern: string, ...examples: readonly string[]): string {
  if (examples.length === 0) return `${rule} (regex used for validation is '${pattern}')`;
  const list = examples.map((example) => `'${example}', `).join(' or ');
  return `${rule} (e.g. ${list}regex used for validation is '${pattern}')`;
}

/** What is wrong with a text longer than `max` bytes. */
export function tooLong(text: string, max: number): readonly string[] {
  return text.length <= max && utf8Length(text) <= max ? NONE : [`must be no more than ${max} characters`];
}
