import { curveOf } from './curves.ts';
import { DerReader, TAG, toBigInt } from './der.ts';
import { ALGORITHM, type PublicKey } from './public-key.ts';

/**
 * The public key of a certificate. Throws Error with the text of Go's parser. Values of names and
 * extensions are passed over. Models x509.ParseCertificate.
 */
export function certificateKey(der: Uint8Array): PublicKey {
  const outer = new DerReader(der);
  const certificate = must(outer.sequence(), 'malformed certificate');
  if (!outer.isEmpty) throw new Error('x509: trailing data');
  const tbs = must(certificate.sequence(), 'malformed tbs certificate');
  const version = versionOf(tbs);
  if (must(tbs.integer(), 'malformed serial number') < 0n) throw new Error('x509: negative serial number');
  const algorithm = must(tbs.read(TAG.sequence), 'malformed signature algorithm identifier');
  const again = must(certificate.read(TAG.sequence), 'malformed algorithm identifier');
  if (again.join() !== algorithm.join()) {
    throw new Error("x509: inner and outer signature algorithm identifiers don't match");
  }
  must(new DerReader(algorithm).oid(), 'malformed OID');
  checkName(must(tbs.sequence(), 'malformed issuer'));
  checkTimes(must(tbs.sequence(), 'malformed validity'));
  checkName(must(tbs.sequence(), 'malformed issuer'));
  const key = keyOf(must(tbs.sequence(), 'malformed spki'));
  if (version > 1n) {
    for (const tag of [0x81, 0x82]) if (tbs.has(tag)) tbs.element(tag);
    if (version === 3n && tbs.has(TAG.context + 3)) must(tbs.sequence(TAG.context + 3), 'malformed extensions');
  }
  must(certificate.bits(), 'malformed signature');
  return key;
}

function must<T>(value: T | undefined, problem: string): T {
  if (value === undefined) throw new Error(`x509: ${problem}`);
  return value;
}

function versionOf(tbs: DerReader): bigint {
  if (!tbs.has(TAG.context)) return 1n;
  const given = must(tbs.sequence(TAG.context)?.integer(), 'malformed version');
  if (given < 0n) throw new Error('x509: malformed version');
  if (given > 2n) throw new Error('x509: invalid version');
  return given + 1n;
}

/** Models parseName of crypto/x509; the values are not looked at. */
function checkName(name: DerReader): void {
  while (!name.isEmpty) {
    const set = must(name.sequence(TAG.set), 'invalid RDNSequence');
    while (!set.isEmpty) {
      const attribute = must(set.sequence(), 'invalid RDNSequence: invalid attribute');
      must(attribute.oid(), 'invalid RDNSequence: invalid attribute type');
    }
  }
}

const UTC_TIME = /^\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?(?:Z|[+-]\d{4})$/;
const GENERAL_TIME = /^\d{4}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])[0-5]\d[0-5]\dZ$/;

/** Models parseValidity of crypto/x509. */
function checkTimes(validity: DerReader): void {
  for (let i = 0; i < 2; i++) {
    const isUtc = validity.has(TAG.utcTime);
    if (!isUtc && !validity.has(TAG.generalizedTime)) throw new Error('x509: unsupported time format');
    const text = String.fromCharCode(...(validity.read(isUtc ? TAG.utcTime : TAG.generalizedTime) ?? []));
    if ((isUtc ? UTC_TIME : GENERAL_TIME).test(text)) continue;
    throw new Error(`x509: malformed ${isUtc ? 'UTCTime' : 'GeneralizedTime'}`);
  }
}

/** Models parsePublicKey of crypto/x509. */
function keyOf(spki: DerReader): PublicKey {
  const identifier = must(spki.sequence(), 'malformed public key algorithm identifier');
  const algorithm = must(identifier.oid(), 'malformed OID');
  const bits = must(spki.bits(), 'malformed subjectPublicKey');
  switch (algorithm) {
    case ALGORITHM.rsa:
      return rsaKey(identifier, bits);
    case ALGORITHM.ecdsa: {
      const curve = curveOf(must(identifier.oid(), 'invalid ECDSA parameters'));
      if (!curve) throw new Error('x509: unsupported elliptic curve');
      const [x, y] = [bits.subarray(1, 1 + curve.size), bits.subarray(1 + curve.size)].map(toBigInt) as [
        bigint,
        bigint,
      ];
      const isPoint = bits[0] === 4 && bits.length === 1 + 2 * curve.size && curve.isOn(x, y);
      if (!isPoint) throw new Error('x509: failed to unmarshal elliptic curve point');
      return { algorithm: 'ECDSA', numbers: [x, y] };
    }
    case ALGORITHM.ed25519:
      if (!identifier.isEmpty) throw new Error('x509: Ed25519 key encoded with illegal parameters');
      if (bits.length !== 32) throw new Error('x509: wrong Ed25519 public key size');
      return { algorithm: 'Ed25519', numbers: [toBigInt(bits)] };
    default:
      return { algorithm: 'other', numbers: [] };
  }
}

function rsaKey(identifier: DerReader, bits: Uint8Array): PublicKey {
  if (identifier.rest.join() !== '5,0') throw new Error('x509: RSA key missing NULL parameters');
  const key = must(new DerReader(bits).sequence(), 'invalid RSA public key');
  const modulus = must(key.integer(), 'invalid RSA modulus');
  const exponent = must(key.integer(), 'invalid RSA public exponent');
  if (modulus <= 0n) throw new Error('x509: RSA modulus is not a positive number');
  if (exponent <= 0n) throw new Error('x509: RSA public exponent is not a positive number');
  return { algorithm: 'RSA', numbers: [modulus] };
}
