/** What a field expression of a case file gives for an answer: a path, or a function of one. */
export function fieldValue(expression: string, body: unknown, headers: Readonly<Record<string, string>>): unknown {
  const call = /^(\w+)\((.*)\)$/.exec(expression);
  if (!call) return valueAt(body, expression);
  const [, name, path = ''] = call;
  if (name === 'header') return headers[path];
  const value = valueAt(body, path);
  switch (name) {
    case 'len':
      return Array.isArray(value) ? value.length : undefined;
    case 'present':
      return value !== undefined && value !== null;
    case 'keys':
      return Object.keys((value ?? {}) as object).sort();
    default:
      return value;
  }
}

/** The value at a path such as `spec.containers[0].env[name=A].value`. */
export function valueAt(value: unknown, path: string): unknown {
  let current = value;
  for (const [, field, index] of path.matchAll(/([^.[\]]+)|\[([^\]]*)\]/g)) {
    if (current === undefined || current === null) return undefined;
    if (field !== undefined) current = (current as Record<string, unknown>)[field];
    else current = element(current, index ?? '');
  }
  return current;
}

function element(list: unknown, index: string): unknown {
  if (!Array.isArray(list)) return undefined;
  const equals = index.indexOf('=');
  if (equals < 0) return list[Number(index)] as unknown;
  const [key, wanted] = [index.slice(0, equals), index.slice(equals + 1)];
  return list.find((item: Record<string, unknown>) => String(item[key]) === wanted) as unknown;
}

const MASKS: readonly (readonly [RegExp, string])[] = [
  [/<uid>/g, '[0-9a-f-]{36}'],
  [/<time>/g, '\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ'],
  [/<n>|<resourceVersion>/g, '\\d+'],
  [/0xADDR|0xc[0-9a-f]{9}/g, '0x[0-9a-zA-Z]+'],
  [/<clusterIP>/g, '\\d+\\.\\d+\\.\\d+\\.\\d+'],
  [/<nodePort>/g, '\\d+'],
  [/<rand>/g, '[a-z0-9]{5}'],
  [/<podIP>/g, '\\d+\\.\\d+\\.\\d+\\.\\d+'],
  [/<microTime>/g, '\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z'],
  [/<hash>|<id>/g, '[a-z0-9]+'],
  [
    /<(advertiseAddress|apiserverPort|identity|hostname|file|buildDate|compiler|gitCommit|goVersion|platform|certificate|server|token|tmp|private key[^>]*)>/g,
    '.+',
  ],
];

/** Whether a value is the expected one, placeholders aside; null stands for absent. */
export function agrees(expected: unknown, actual: unknown): boolean {
  if (expected === null) return actual === undefined || actual === null;
  if (typeof expected === 'string') {
    if (expected === actual) return true;
    if (!/<|0x/.test(expected)) return false;
    return new RegExp(`^${patternOf(expected)}$`).test(String(actual));
  }
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual) || actual.length !== expected.length) return false;
    return expected.every((each, i) => agrees(each, actual[i]));
  }
  if (typeof expected !== 'object') return expected === actual;
  if (typeof actual !== 'object' || actual === null) return false;
  const { messageStartsWith, ...rest } = expected as Record<string, unknown>;
  let have = actual as Record<string, unknown>;
  if (typeof messageStartsWith === 'string') {
    // After this upstream prints Go values.
    const { message, ...others } = have;
    if (!String(message).startsWith(messageStartsWith)) return false;
    have = others;
  }
  const keys = new Set([...Object.keys(rest), ...Object.keys(have)]);
  return [...keys].every((key) => agrees(rest[key] ?? null, have[key]));
}

function patternOf(text: string): string {
  let pattern = text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  for (const [mask, replacement] of MASKS) pattern = pattern.replace(mask, replacement);
  return pattern;
}
