import type { Random } from '../../../base/random.ts';

const PREFIX = 'nginx.ingress.kubernetes.io/canary';

/** How a canary Ingress takes its share of requests. */
export interface Canary {
  /** In percent. */
  readonly weight: number;
  readonly header: string | undefined;
  /** The value that sends a request to the canary; without it `always` does, and `never` keeps it off. */
  readonly headerValue: string | undefined;
  readonly headerPattern: string | undefined;
  readonly cookie: string | undefined;
}

/** What a canary asks of a request. */
export interface CanaryRequest {
  /** The value of a header, by its name in lower case. */
  header(name: string): string | undefined;
}

/** The canary that an Ingress says it is; undefined for one that is none. */
export function canaryOf(annotations: Readonly<Record<string, string>> = {}): Canary | undefined {
  if (annotations[PREFIX] !== 'true') return undefined;
  const total = Number(annotations[`${PREFIX}-weight-total`] ?? 100);
  return {
    weight: (Number(annotations[`${PREFIX}-weight`] ?? 0) * 100) / total,
    header: annotations[`${PREFIX}-by-header`]?.toLowerCase(),
    headerValue: annotations[`${PREFIX}-by-header-value`],
    headerPattern: annotations[`${PREFIX}-by-header-pattern`],
    cookie: annotations[`${PREFIX}-by-cookie`],
  };
}

/** Whether a request goes to the canary: headers decide before cookies, cookies before the weight. */
export function takes(canary: Canary, request: CanaryRequest, random: Random): boolean {
  return byHeader(canary, request) ?? byCookie(canary, request) ?? random.next() * 100 < canary.weight;
}

function byHeader({ header, headerValue, headerPattern }: Canary, request: CanaryRequest): boolean | undefined {
  const value = header === undefined ? undefined : request.header(header);
  if (value === undefined) return undefined;
  if (headerValue !== undefined) return value === headerValue ? true : undefined;
  if (headerPattern !== undefined) return matches(headerPattern, value) ? true : undefined;
  return alwaysOrNever(value);
}

function byCookie({ cookie }: Canary, request: CanaryRequest): boolean | undefined {
  if (cookie === undefined) return undefined;
  const found = (request.header('cookie') ?? '').split(/; */).find((one) => one.startsWith(`${cookie}=`));
  return found === undefined ? undefined : alwaysOrNever(found.slice(cookie.length + 1));
}

const alwaysOrNever = (value: string): boolean | undefined =>
  value === 'always' ? true : value === 'never' ? false : undefined;

function matches(pattern: string, value: string): boolean {
  try {
    return new RegExp(pattern).test(value);
  } catch {
    // nginx would refuse the configuration; the canary gets nothing.
    return false;
  }
}
