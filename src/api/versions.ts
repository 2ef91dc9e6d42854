const PATTERN = /^v([1-9]\d*)(?:(alpha|beta)([1-9]\d*))?$/;

interface Parsed {
  readonly stability: number;
  readonly major: number;
  readonly minor: number;
}

function parse(version: string): Parsed | undefined {
  const match = PATTERN.exec(version);
  if (!match) return undefined;
  const [, major = '', stage, minor = '0'] = match;
  return { stability: stage === 'alpha' ? 0 : stage === 'beta' ? 1 : 2, major: Number(major), minor: Number(minor) };
}

/**
 * Orders the versions of a group, the best first: stable ones before beta and alpha, higher before lower, then those of
 * another form by name. Models CompareKubeAwareVersionStrings of apimachinery/pkg/version.
 */
export function compareVersions(a: string, b: string): number {
  if (a === b) return 0;
  const [x, y] = [parse(a), parse(b)];
  if (!x || !y) return x ? -1 : y ? 1 : a < b ? -1 : 1;
  return y.stability - x.stability || y.major - x.major || y.minor - x.minor;
}
