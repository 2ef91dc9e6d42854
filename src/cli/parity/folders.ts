import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Where the recordings lie. */
export interface Folders {
  readonly cases: string;
  readonly golden: string;
}

/** A file to be run: `cases/hpa.json` or `golden/apply/a/b.yaml.json`, and where it lies. */
export interface SourceFile {
  readonly name: string;
  readonly kind: 'cases' | 'golden';
  /** Below its folder. */
  readonly path: string;
  readonly fullPath: string;
}

/** The recordings beside the project; where they are not there, the project's own copies. */
export function defaultFolders(root: string): Folders {
  const shared = join(root, '../shared/reference');
  const own = join(root, 'src/sim/testing/testdata');
  const cases = join(shared, 'cases');
  const golden = join(shared, 'golden-v1.32');
  return {
    cases: existsSync(cases) ? cases : join(own, 'cases'),
    golden: existsSync(golden) ? golden : join(own, 'golden'),
  };
}

/** All files of both folders, sorted; what only helps other tests of the project is left out. */
export function filesOf({ cases, golden }: Folders): readonly SourceFile[] {
  const list = (kind: SourceFile['kind'], folder: string): SourceFile[] =>
    jsonFiles(folder, '')
      .filter((path) => !OWN_HELPERS.test(path))
      .map((path) => ({ name: `${kind}/${path}`, kind, path, fullPath: join(folder, path) }));
  return [...list('cases', cases), ...list('golden', golden)];
}

/** Extracts that lie among the project's own copies of the recordings. */
const OWN_HELPERS = /^(objects|scheduler-traces|template-hashes|yaml-output)\.json$/;

function jsonFiles(folder: string, below: string): string[] {
  return readdirSync(join(folder, below), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = below ? `${below}/${entry.name}` : entry.name;
      if (entry.isDirectory()) return jsonFiles(folder, path);
      return entry.name.endsWith('.json') ? [path] : [];
    });
}

/** Finds the text of a manifest in the folders where it may lie. */
export function manifestReader(root: string, golden: string): (path: string) => string | undefined {
  const folders = [join(golden, 'manifests'), join(dirname(golden), 'manifests'), join(golden, '../../manifests')];
  return (path) => {
    const found = [...folders, join(root, '../shared/manifests')].map((folder) => join(folder, path)).find(existsSync);
    return found && readFileSync(found, 'utf8');
  };
}
