import { type Curve, curveOf, ed25519PublicKey } from './curves.ts';
import { DerReader, TAG, toBigInt } from './der.ts';
import { ALGORITHM, type PublicKey } from './public-key.ts';

/** The public half of a private key in any of the usual forms. Throws Error. Models parsePrivateKey of crypto/tls. */
export function publicHalf(der: Uint8Array): PublicKey {
  const key = rsaHalf(der) ?? pkcs8Half(der) ?? ecHalf(der, undefined);
  if (!key) throw new Error('tls: failed to parse private key');
  if (key.algorithm === 'other') throw new Error('tls: found unknown private key type in PKCS#8 wrapping');
  return key;
}

/** Models ParsePKCS1PrivateKey, with the checks of a key's numbers that Go makes. */
function rsaHalf(der: Uint8Array): PublicKey | undefined {
  const reader = new DerReader(der).sequence();
  const [version, n, e, d, p, q] = Array.from({ length: 6 }, () => reader?.integer());
  if (version === undefined || version > 1n || !n || !e || !d || !p || !q) return undefined;
  if (n <= 0n || d <= 0n || p <= 1n || q <= 1n || n !== p * q) return undefined;
  if ([p, q].some((prime) => (d * e - 1n) % (prime - 1n) !== 0n)) return undefined;
  return { algorithm: 'RSA', numbers: [n] };
}

/** Models ParsePKCS8PrivateKey. */
function pkcs8Half(der: Uint8Array): PublicKey | undefined {
  const reader = new DerReader(der).sequence();
  if (reader?.integer() === undefined) return undefined;
  const identifier = reader.sequence();
  const algorithm = identifier?.oid();
  const key = reader.read(TAG.octetString);
  if (!key) return undefined;
  switch (algorithm) {
    case ALGORITHM.rsa:
      return rsaHalf(key);
    case ALGORITHM.ecdsa:
      return ecHalf(key, curveOf(identifier?.oid()));
    case ALGORITHM.ed25519: {
      const seed = new DerReader(key).read(TAG.octetString);
      if (!identifier!.isEmpty || seed?.length !== 32) return undefined;
      return { algorithm: 'Ed25519', numbers: [toBigInt(ed25519PublicKey(seed))] };
    }
    case ALGORITHM.x25519:
      return { algorithm: 'other', numbers: [] };
    default:
      return undefined;
  }
}

/** Models parseECPrivateKey; the curve may be named outside. */
function ecHalf(der: Uint8Array, outer: Curve | undefined): PublicKey | undefined {
  const reader = new DerReader(der).sequence();
  if (reader?.integer() !== 1n) return undefined;
  const bytes = reader.read(TAG.octetString);
  const named = reader.has(TAG.context) ? reader.sequence(TAG.context)?.oid() : undefined;
  const curve = outer ?? curveOf(named);
  if (!bytes || !curve) return undefined;
  const key = toBigInt(bytes);
  if (key <= 0n || key >= curve.order) return undefined;
  return { algorithm: 'ECDSA', numbers: curve.publicPoint(key) };
}
