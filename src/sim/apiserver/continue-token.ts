import { badRequest } from '../../api/status.ts';
import { decodeBase64Url, encodeBase64Url } from './base64-url.ts';

/** Where a list that was cut by its limit goes on. */
export interface Continuation {
  /** Revision to read at; -1 for the current one. */
  readonly revision: number;
  /** First key, after the prefix of the list. */
  readonly start: string;
  /** How many objects were left; not part of upstream's token, where counting is cheap. */
  readonly remaining?: number;
}

/** The token for a client. Models storage.EncodeContinue. */
export function encodeContinue({ revision, start, remaining }: Continuation): string {
  const left = remaining === undefined ? {} : { remaining };
  return encodeBase64Url(JSON.stringify({ v: 'meta.k8s.io/v1', rv: revision, start, ...left }));
}

/** Reads a token. Throws ApiError 400. Models storage.DecodeContinue. */
export function decodeContinue(token: string): Continuation {
  const text = decodeBase64Url(token);
  if (typeof text === 'number') throw badToken(`illegal base64 data at input byte ${text}`);
  const first = text.trimStart()[0];
  if (first !== '{') {
    throw badToken(
      first === undefined
        ? 'unexpected end of JSON input'
        : `invalid character '${first}' looking for beginning of value`,
    );
  }
  let parsed: Record<string, unknown>;
  try {
    parsed = JSON.parse(text) as Record<string, unknown>;
  } catch {
    throw badToken('unexpected end of JSON input');
  }
  const { v, rv, start, remaining } = parsed;
  if (v !== 'meta.k8s.io/v1') throw badToken(`server does not recognize this encoded version "${String(v)}"`, '');
  if (typeof rv !== 'number' || rv === 0)
    throw badToken('incorrect encoded start resourceVersion (version meta.k8s.io/v1)', '');
  if (typeof start !== 'string' || start === '') throw badToken('encoded start key empty (version meta.k8s.io/v1)', '');
  return { revision: rv, start, ...(typeof remaining === 'number' ? { remaining } : {}) };
}

function badToken(why: string, separator = ': '): Error {
  return badRequest(`invalid continue token: continue key is not valid${separator || ': '}${why}`);
}
