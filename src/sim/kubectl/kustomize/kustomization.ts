import { isMap, type JsonMap } from '../../../api/patch/json.ts';
import { parseDocuments } from '../../../api/yaml/parse-documents.ts';
import { decodeUtf8 } from '../../../base/bytes.ts';
import type { FieldSpec } from './field-specs.ts';
import type { FileTree } from './file-tree.ts';
import type { SortOptions } from './order.ts';

type Texts = Readonly<Record<string, string>>;

export interface GeneratorOptions {
  readonly labels?: Texts;
  readonly annotations?: Texts;
  readonly disableNameSuffixHash?: boolean;
  readonly immutable?: boolean;
}

/** An entry of configMapGenerator or secretGenerator. */
export interface GeneratorArgs {
  readonly name?: string;
  readonly namespace?: string;
  readonly behavior?: string;
  readonly files?: readonly string[];
  readonly literals?: readonly string[];
  readonly envs?: readonly string[];
  readonly env?: string;
  readonly type?: string;
  readonly options?: GeneratorOptions;
}

/** Which objects a patch or replacement is for; texts are regular expressions. */
export interface Selector {
  readonly group?: string;
  readonly version?: string;
  readonly kind?: string;
  readonly name?: string;
  readonly namespace?: string;
  readonly labelSelector?: string;
  readonly annotationSelector?: string;
}

export interface PatchEntry {
  readonly path?: string;
  readonly patch?: string;
  readonly target?: Selector;
  readonly options?: { readonly allowNameChange?: boolean; readonly allowKindChange?: boolean };
}

export interface ImageEntry {
  readonly name?: string;
  readonly newName?: string;
  readonly newTag?: string;
  readonly digest?: string;
  readonly tagSuffix?: string;
}

export interface LabelEntry {
  readonly pairs?: Texts;
  readonly includeSelectors?: boolean;
  readonly includeTemplates?: boolean;
  readonly fields?: readonly FieldSpec[];
}

export interface FieldOptions {
  readonly delimiter?: string;
  readonly index?: number;
  readonly create?: boolean;
}

export interface ReplacementEntry {
  readonly path?: string;
  readonly source?: Selector & { readonly fieldPath?: string; readonly options?: FieldOptions };
  readonly targets?: readonly {
    readonly select?: Selector;
    readonly reject?: readonly Selector[];
    readonly fieldPaths?: readonly string[];
    readonly options?: FieldOptions;
  }[];
}

/** A kustomization file, as far as it is carried out. Models kustomize/api/types.Kustomization. */
export interface Kustomization {
  readonly kind: string;
  readonly resources: readonly string[];
  readonly components: readonly string[];
  readonly namePrefix: string;
  readonly nameSuffix: string;
  readonly namespace: string;
  readonly commonLabels: Texts;
  readonly commonAnnotations: Texts;
  readonly labels: readonly LabelEntry[];
  readonly patches: readonly PatchEntry[];
  readonly patchesStrategicMerge: readonly string[];
  readonly patchesJson6902: readonly PatchEntry[];
  readonly images: readonly ImageEntry[];
  readonly replicas: readonly { readonly name?: string; readonly count?: number }[];
  readonly configMapGenerator: readonly GeneratorArgs[];
  readonly secretGenerator: readonly GeneratorArgs[];
  readonly generatorOptions: GeneratorOptions;
  readonly replacements: readonly ReplacementEntry[];
  readonly sortOptions?: SortOptions;
}

export const FILE_NAMES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

type Shape = 'string' | 'bool' | 'int' | '[]string' | 'map' | { readonly [field: string]: Shape } | readonly [Shape];

const SELECTOR: Shape = {
  group: 'string',
  version: 'string',
  kind: 'string',
  name: 'string',
  namespace: 'string',
  labelSelector: 'string',
  annotationSelector: 'string',
};
const OPTIONS: Shape = { labels: 'map', annotations: 'map', disableNameSuffixHash: 'bool', immutable: 'bool' };
const CONFIG_MAP = {
  name: 'string',
  namespace: 'string',
  behavior: 'string',
  files: '[]string',
  literals: '[]string',
  envs: '[]string',
  env: 'string',
  options: OPTIONS,
} as const;
const PATCHES: Shape = [
  { path: 'string', patch: 'string', target: SELECTOR, options: { allowNameChange: 'bool', allowKindChange: 'bool' } },
];
const IMAGES: Shape = [{ name: 'string', newName: 'string', newTag: 'string', digest: 'string', tagSuffix: 'string' }];
const FIELD_SPEC: Shape = { group: 'string', version: 'string', kind: 'string', path: 'string', create: 'bool' };
const FIELD_OPTIONS: Shape = { delimiter: 'string', index: 'int', create: 'bool', encoding: 'string' };

const SHAPE: { readonly [field: string]: Shape } = {
  apiVersion: 'string',
  kind: 'string',
  metadata: { name: 'string', namespace: 'string', labels: 'map', annotations: 'map' },
  resources: '[]string',
  bases: '[]string',
  components: '[]string',
  crds: '[]string',
  namePrefix: 'string',
  nameSuffix: 'string',
  namespace: 'string',
  commonLabels: 'map',
  commonAnnotations: 'map',
  labels: [{ pairs: 'map', includeSelectors: 'bool', includeTemplates: 'bool', fields: [FIELD_SPEC] }],
  patches: PATCHES,
  patchesStrategicMerge: '[]string',
  patchesJson6902: PATCHES,
  images: IMAGES,
  imageTags: IMAGES,
  replicas: [{ name: 'string', count: 'int' }],
  configMapGenerator: [CONFIG_MAP],
  secretGenerator: [{ ...CONFIG_MAP, type: 'string' }],
  generatorOptions: OPTIONS,
  replacements: [
    {
      path: 'string',
      source: { ...SELECTOR, fieldPath: 'string', options: FIELD_OPTIONS },
      targets: [{ select: SELECTOR, reject: [SELECTOR], fieldPaths: '[]string', options: FIELD_OPTIONS }],
    },
  ],
  sortOptions: { order: 'string', legacySortOptions: { orderFirst: '[]string', orderLast: '[]string' } },
  buildMetadata: '[]string',
};

/** What the real kustomize has and this one has not: to leave it out silently would be another result. */
const MISSING = ['vars', 'helmCharts', 'helmGlobals', 'helmChartInflationGenerator', 'openapi', 'configurations'];
const MISSING_PLUGINS = ['generators', 'transformers', 'validators'];

const DEPRECATED: readonly (readonly [field: string, instead: string])[] = [
  ['bases', 'resources'],
  ['commonLabels', 'labels'],
  ['patchesJson6902', 'patches'],
  ['patchesStrategicMerge', 'patches'],
];

/** Reads the kustomization of a directory; `warn` is told of old fields. Throws an Error with kustomize's text. */
export function readKustomization(tree: FileTree, root: string, warn: (text: string) => void): Kustomization {
  const found = FILE_NAMES.filter((name) => tree.typeOf(`${root}/${name}`) === 'file');
  if (found.length === 0) {
    throw new Error(
      `unable to find one of 'kustomization.yaml', 'kustomization.yml' or 'Kustomization' in directory '${root}'`,
    );
  }
  if (found.length > 1) {
    throw new Error(`Found multiple kustomization files under: ${root}\n`);
  }
  const text = decodeUtf8(tree.read(`${root}/${found[0]}`));
  if (text.trim() === '') throw new Error('kustomization.yaml is empty');
  const [document] = parseDocuments(text);
  if (document?.error) throw new Error(`invalid Kustomization: ${document.error.message}`);
  const value = (document?.value ?? {}) as JsonMap;
  check(value);
  for (const [field, instead] of DEPRECATED) {
    if (value[field] === undefined) continue;
    warn(
      `# Warning: '${field}' is deprecated. Please use '${instead}' instead. Run 'kustomize edit fix' to update your Kustomization automatically.\n`,
    );
  }
  return completed(root, value);
}

function completed(root: string, value: JsonMap): Kustomization {
  const given = value as Partial<Kustomization> & { bases?: readonly string[]; imageTags?: readonly ImageEntry[] };
  const kustomization: Kustomization = {
    namePrefix: '',
    nameSuffix: '',
    namespace: '',
    commonLabels: {},
    commonAnnotations: {},
    labels: [],
    patches: [],
    patchesStrategicMerge: [],
    patchesJson6902: [],
    replicas: [],
    configMapGenerator: [],
    secretGenerator: [],
    generatorOptions: {},
    replacements: [],
    components: [],
    ...given,
    kind: given.kind || 'Kustomization',
    resources: [...(given.resources ?? []), ...(given.bases ?? [])],
    images: [...(given.images ?? []), ...(given.imageTags ?? [])],
  };
  checkVersion(root, kustomization.kind, String(value['apiVersion'] ?? ''));
  return kustomization;
}

function checkVersion(root: string, kind: string, apiVersion: string): void {
  const fail = (text: string): never => {
    throw new Error(`Failed to read kustomization file under ${root}:\n${text}`);
  };
  if (kind !== 'Kustomization' && kind !== 'Component') fail('kind should be Kustomization or Component');
  const wanted = `kustomize.config.k8s.io/${kind === 'Component' ? 'v1alpha1' : 'v1beta1'}`;
  if (apiVersion !== '' && apiVersion !== wanted) fail(`apiVersion for ${kind} should be ${wanted}`);
}

function check(value: unknown): void {
  if (!isMap(value)) {
    throw new Error(
      `invalid Kustomization: json: cannot unmarshal ${jsonType(value)} into Go value of type types.Kustomization`,
    );
  }
  const missing = [...MISSING, ...MISSING_PLUGINS].find(
    (field) => value[field] !== undefined && !isEmpty(value[field]),
  );
  if (missing) throw new Error(`this simulation has no "${missing}" of kustomizations yet`);
  checkFields(value, { ...SHAPE, ...Object.fromEntries(MISSING.map((field) => [field, ['string'] as const])) }, '');
}

function isEmpty(value: unknown): boolean {
  return value === null || (Array.isArray(value) && value.length === 0);
}

function checkFields(value: JsonMap, shape: { readonly [field: string]: Shape }, path: string): void {
  for (const [field, inner] of Object.entries(value)) {
    const expected = shape[field];
    if (expected === undefined) throw new Error(`invalid Kustomization: json: unknown field "${field}"`);
    if (inner !== null) checkShape(inner, expected, path === '' ? field : `${path}.${field}`);
  }
}

function checkShape(value: unknown, shape: Shape, path: string): void {
  const fail = (given: unknown, type: string): never => {
    throw new Error(
      `invalid Kustomization: json: cannot unmarshal ${jsonType(given)} into Go struct field Kustomization.${path} of type ${type}`,
    );
  };
  if (shape === 'string' && typeof value !== 'string') fail(value, 'string');
  if (shape === 'bool' && typeof value !== 'boolean') fail(value, 'bool');
  if (shape === 'int' && typeof value !== 'number') fail(value, 'int64');
  if (shape === 'map') {
    if (!isMap(value)) fail(value, 'map[string]string');
    for (const each of Object.values(value as JsonMap)) if (typeof each !== 'string') fail(each, 'string');
  }
  if (shape === '[]string') {
    if (!Array.isArray(value)) fail(value, '[]string');
    for (const each of value as unknown[]) if (typeof each !== 'string') fail(each, 'string');
  }
  if (typeof shape === 'string') return;
  if (isList(shape)) {
    if (!Array.isArray(value)) fail(value, `[]${path}`);
    for (const each of value as unknown[]) if (each !== null) checkShape(each, shape[0], path);
  } else {
    if (!isMap(value)) fail(value, path);
    checkFields(value as JsonMap, shape, path);
  }
}

function isList(shape: object): shape is readonly [Shape] {
  return Array.isArray(shape);
}

function jsonType(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}
