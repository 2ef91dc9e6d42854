import { weierstrass } from '@noble/curves/abstract/weierstrass.js';
import { ed25519 } from '@noble/curves/ed25519.js';
import { p256, p384, p521 } from '@noble/curves/nist.js';

/** A curve of ECDSA, as far as keys are compared. */
export interface Curve {
  /** Bytes of a coordinate. */
  readonly size: number;
  readonly order: bigint;
  /** The point that belongs to a private key from 1 to below the order. */
  publicPoint(key: bigint): readonly [bigint, bigint];
  /** Whether these are coordinates of the curve. */
  isOn(x: bigint, y: bigint): boolean;
}

type Point = ReturnType<typeof weierstrass<bigint>>;

const P224 = weierstrass<bigint>({
  p: 2n ** 224n - 2n ** 96n + 1n,
  n: 0xffffffffffffffffffffffffffff16a2e0b8f03e13dd29455c5c2a3dn,
  h: 1n,
  a: 0xfffffffffffffffffffffffffffffffefffffffffffffffffffffffen,
  b: 0xb4050a850c04b3abf54132565044b0b7d7bfd8ba270b39432355ffb4n,
  Gx: 0xb70e0cbd6bb4bf7f321390b94a03c1d356c21122343280d6115c1d21n,
  Gy: 0xbd376388b5f723fb4c22dfe6cd4375a05a07476444d5819985007e34n,
});

function curve(point: Point, size: number): Curve {
  return {
    size,
    order: point.Fn.ORDER,
    publicPoint(key) {
      const { x, y } = point.BASE.multiply(key).toAffine();
      return [x, y];
    },
    isOn(x, y) {
      try {
        point.fromAffine({ x, y }).assertValidity();
        return true;
      } catch {
        return false;
      }
    },
  };
}

const CURVES: ReadonlyMap<string, Curve> = new Map([
  ['1.3.132.0.33', curve(P224, 28)],
  ['1.2.840.10045.3.1.7', curve(p256.Point, 32)],
  ['1.3.132.0.34', curve(p384.Point, 48)],
  ['1.3.132.0.35', curve(p521.Point, 66)],
]);

/** The curve with an object identifier: those that Go knows. */
export function curveOf(oid: string | undefined): Curve | undefined {
  return CURVES.get(oid ?? '');
}

/** The public key that belongs to the seed of an Ed25519 key. */
export function ed25519PublicKey(seed: Uint8Array): Uint8Array {
  return ed25519.getPublicKey(seed);
}
