import { fnv32a } from '../../../base/fnv.ts';
import { createRandom } from '../../../base/random.ts';
import { decodeBase64Url, encodeBase64Url } from '../base64-url.ts';
import { accountUserName } from './user.ts';

/** Who may take a token, when the request names nobody. Also the issuer, as kubeadm sets both. */
export const ISSUER = 'https://kubernetes.default.svc.cluster.local';

/** The object that a token is bound to. */
export interface BoundTo {
  readonly name: string;
  readonly uid: string;
}

/** What a service account's token says. Times are in seconds since 1970. */
export interface Claims {
  readonly aud: readonly string[];
  readonly exp: number;
  readonly iat: number;
  readonly iss: string;
  readonly jti: string;
  readonly 'kubernetes.io': {
    readonly namespace: string;
    readonly node?: BoundTo;
    readonly pod?: BoundTo;
    readonly secret?: BoundTo;
    readonly serviceaccount: BoundTo;
    readonly warnafter?: number;
  };
  readonly nbf: number;
  readonly sub: string;
}

/** What a token is asked for. */
export interface TokenOptions {
  readonly audiences: readonly string[];
  /** How long it is to last. */
  readonly seconds: number;
  /** Seconds since 1970. */
  readonly issuedSeconds: number;
  readonly id: string;
  readonly namespace: string;
  readonly account: BoundTo;
  /** The objects that it is bound to, if any. */
  readonly bound: { readonly pod?: BoundTo; readonly node?: BoundTo; readonly secret?: BoundTo };
}

/** Kubelets ask for this time and get a year, with a warning in the log after the time they asked for. */
const KUBELET_SECONDS = 3607;
const EXTENDED_SECONDS = 365 * 24 * 3600;

/** What a token says. Models pkg/serviceaccount/claims.go. */
export function claimsFor(options: TokenOptions): Claims {
  const { audiences, seconds, issuedSeconds, id, namespace, account, bound } = options;
  const extended = bound.pod !== undefined && seconds === KUBELET_SECONDS && audiences.includes(ISSUER);
  return {
    aud: audiences,
    exp: issuedSeconds + (extended ? EXTENDED_SECONDS : seconds),
    iat: issuedSeconds,
    iss: ISSUER,
    jti: id,
    'kubernetes.io': {
      namespace,
      ...(bound.node ? { node: bound.node } : {}),
      ...(bound.pod ? { pod: bound.pod } : {}),
      ...(bound.secret ? { secret: bound.secret } : {}),
      serviceaccount: account,
      ...(extended ? { warnafter: issuedSeconds + seconds } : {}),
    },
    nbf: issuedSeconds,
    sub: accountUserName(namespace, account.name),
  };
}

const KEY_ID = 'c8Hq2vPzqO0vYw1m7sB4kJxT9dRnLfUaEiGy3NcWbQo';
const HEADER = encodeBase64Url(JSON.stringify({ alg: 'RS256', kid: KEY_ID }));
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
/** An RSA signature of 2048 bits has as many letters. */
const SIGNATURE_LETTERS = 342;

/** A JSON web token with these claims. It is signed with nothing secret, for nobody is to be kept out of a model. */
export function issueToken(claims: Claims): string {
  const signed = `${HEADER}.${encodeBase64Url(JSON.stringify(claims))}`;
  return `${signed}.${signatureOf(signed)}`;
}

/** The public key that tokens name, as a JSON web key. */
export function issuerKey(): object {
  return { use: 'sig', kty: 'RSA', kid: KEY_ID, alg: 'RS256', n: signatureOf(KEY_ID), e: 'AQAB' };
}

/** The claims of a token; undefined when it is none or has been tampered with. */
export function readToken(token: string): Claims | undefined {
  const [header, payload, signature] = token.split('.');
  if (header !== HEADER || !payload || signature !== signatureOf(`${header}.${payload}`)) return undefined;
  const text = decodeBase64Url(payload);
  return typeof text === 'string' ? (JSON.parse(text) as Claims) : undefined;
}

function signatureOf(text: string): string {
  const random = createRandom(fnv32a(text));
  return Array.from({ length: SIGNATURE_LETTERS }, () => LETTERS[random.int(LETTERS.length)]).join('');
}
