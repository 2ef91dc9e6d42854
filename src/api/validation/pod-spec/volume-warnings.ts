import { canonicalQuantity, milliValue } from '../../../base/quantity.ts';
import type { KeyToPath, PersistentVolumeClaimSpec, Volume } from '../../k8s/core-v1.gen.ts';

/** Warns of an amount of bytes with a fraction. */
export function fractionWarnings(amount: string | undefined, path: string): readonly string[] {
  if (amount === undefined || milliValue(amount) % 1000 === 0) return [];
  return [`${path}: fractional byte value ${JSON.stringify(canonicalQuantity(amount))} is invalid, must be an integer`];
}

/** Models GetWarningsForPersistentVolumeClaimSpec. */
export function claimSpecWarnings({ resources }: PersistentVolumeClaimSpec, path: string): readonly string[] {
  return [
    ...fractionWarnings(resources?.requests?.['storage'], `${path}.resources.requests[storage]`),
    ...fractionWarnings(resources?.limits?.['storage'], `${path}.resources.limits[storage]`),
  ];
}

const OLD_SOURCES: readonly (readonly [keyof Volume, string])[] = [
  ['photonPersistentDisk', 'photonPersistentDisk: deprecated in v1.11, non-functional in v1.16+'],
  ['gitRepo', 'gitRepo: deprecated in v1.11'],
  ['scaleIO', 'scaleIO: deprecated in v1.16, non-functional in v1.22+'],
  ['flocker', 'flocker: deprecated in v1.22, non-functional in v1.25+'],
  ['storageos', 'storageOS: deprecated in v1.22, non-functional in v1.25+'],
  ['quobyte', 'quobyte: deprecated in v1.22, non-functional in v1.25+'],
  ['glusterfs', 'glusterfs: deprecated in v1.25, non-functional in v1.26+'],
  ['cephfs', 'cephfs: deprecated in v1.28, non-functional in v1.31+'],
  ['rbd', 'rbd: deprecated in v1.28, non-functional in v1.31+'],
];

/** What the server warns of in the volumes of a Pod: old sources, fractions, files in each other's place. */
export function volumeWarnings(volumes: readonly Volume[], path: string): readonly string[] {
  return [...volumes.flatMap((volume, i) => sourceWarnings(volume, `${path}[${i}]`)), ...tokenWarnings(volumes, path)];
}

function sourceWarnings(volume: Volume, path: string): readonly string[] {
  const warnings: string[] = [];
  for (const [name, text] of OLD_SOURCES) {
    // Upstream looks at the claim between the old sources.
    if (name === 'cephfs' && volume.ephemeral?.volumeClaimTemplate) {
      const { spec } = volume.ephemeral.volumeClaimTemplate;
      warnings.push(...claimSpecWarnings(spec, `${path}.ephemeral.volumeClaimTemplate.spec`));
    }
    if (volume[name]) warnings.push(`${path}.${text}`);
  }
  return warnings;
}

/** A file of another source that stands where a token stands. */
function tokenWarnings(volumes: readonly Volume[], path: string): readonly string[] {
  const tokens = new Set<string>();
  const sources = volumes.map((volume) => volume.projected?.sources ?? []);
  for (const { serviceAccountToken } of sources.flat()) if (serviceAccountToken) tokens.add(serviceAccountToken.path);
  if (tokens.size === 0) return [];
  const check = (items: readonly Pick<KeyToPath, 'path'>[] | undefined, at: string): readonly string[] =>
    (items ?? []).flatMap((item, j) =>
      tokens.has(item.path)
        ? [`${at}[${j}]: has duplicated path with ServiceAccountToken ${JSON.stringify(item.path)}`]
        : [],
    );
  return sources.flatMap((list, i) =>
    list.flatMap(({ configMap, secret, downwardAPI }) => {
      const at = `${path}[${i}].projected.sources`;
      return [
        ...check(configMap?.items, `${at}.configMap`),
        ...check(secret?.items, `${at}.secrets`),
        ...check(downwardAPI?.items, `${at}.downwardAPI`),
      ];
    }),
  );
}
