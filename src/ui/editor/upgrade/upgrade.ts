import { isMap, isScalar, isSeq, LineCounter, type Pair, parseAllDocuments, type Scalar, type YAMLMap } from 'yaml';
import { type Successor, successorOf } from './served.ts';

/** A document in a version that v1.32 does not serve. */
export interface Upgrade {
  /** Line of its apiVersion, from 1. */
  readonly line: number;
  /** `networking.k8s.io/v1beta1 Ingress`. */
  readonly from: string;
  /** The version that is served. */
  readonly to: string;
  /** What else changes in meaning, '' for nothing. */
  readonly note: Successor['note'];
}

/** A change of the text: what stands from one offset to another is replaced. */
interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

interface Found {
  readonly upgrade: Upgrade;
  readonly edits: readonly Edit[];
}

/** What edits need to know of a file. */
interface Page {
  readonly text: string;
  readonly lines: LineCounter;
}

type Map = YAMLMap<Scalar, unknown>;

const pairOf = (map: Map, key: string): Pair<Scalar, unknown> | undefined =>
  map.items.find((pair) => isScalar(pair.key) && pair.key.value === key);
const mapIn = (map: Map | undefined, key: string): Map | undefined => {
  const value = map && pairOf(map, key)?.value;
  return isMap(value) ? (value as Map) : undefined;
};
const itemsIn = (map: Map | undefined, key: string): readonly unknown[] => {
  const value = map && pairOf(map, key)?.value;
  return isSeq(value) ? value.items : [];
};
const mapsIn = (map: Map | undefined, key: string) => itemsIn(map, key).filter((item): item is Map => isMap(item));
const startOf = (pair: Pair<Scalar, unknown>) => pair.key.range![0];
const endOf = (pair: Pair<Scalar, unknown>) => (pair.value as Scalar | null)?.range?.[1] ?? pair.key.range![1];
const sourceOf = (pair: Pair<Scalar, unknown>, { text }: Page) => {
  const range = (pair.value as Scalar | null)?.range;
  return range ? text.slice(range[0], range[1]) : '';
};
const columnOf = (offset: number, { lines }: Page) => lines.linePos(offset).col - 1;

/** `serviceName` and `servicePort` of a backend become `service`; comments stay where they are. */
function backendEdits(backend: Map | undefined, page: Page): Edit[] {
  const name = backend && pairOf(backend, 'serviceName');
  const port = backend && pairOf(backend, 'servicePort');
  if (!backend || !name || !port) return [];
  const isNumber = isScalar(port.value) && typeof port.value.value === 'number';
  const [nameText, portText, portKey] = [sourceOf(name, page), sourceOf(port, page), isNumber ? 'number' : 'name'];
  if (backend.flow) {
    const [from, to] = backend.range!;
    return [{ from, to, text: `{service: {name: ${nameText}, port: {${portKey}: ${portText}}}}` }];
  }
  const pad = ' '.repeat(columnOf(startOf(name), page));
  const texts = [
    { pair: name, text: `name: ${nameText}` },
    { pair: port, text: `port:\n${pad}    ${portKey}: ${portText}` },
  ].sort((a, b) => startOf(a.pair) - startOf(b.pair));
  return texts.map(({ pair, text }, index) => ({
    from: startOf(pair),
    to: endOf(pair),
    text: index === 0 ? `service:\n${pad}  ${text}` : `  ${text}`,
  }));
}

function pathTypeEdits(path: Map, page: Page): Edit[] {
  const first = pairOf(path, 'backend') ?? path.items[0];
  if (pairOf(path, 'pathType') || !first) return [];
  const at = startOf(first);
  const end = path.flow ? ', ' : `\n${' '.repeat(columnOf(at, page))}`;
  return [{ from: at, to: at, text: `pathType: ImplementationSpecific${end}` }];
}

function ingressEdits(root: Map, page: Page): Edit[] {
  const spec = mapIn(root, 'spec');
  const backend = spec && pairOf(spec, 'backend');
  const paths = mapsIn(spec, 'rules').flatMap((rule) => mapsIn(mapIn(rule, 'http'), 'paths'));
  return [
    ...(backend ? [{ from: backend.key.range![0], to: backend.key.range![1], text: 'defaultBackend' }] : []),
    ...backendEdits(mapIn(spec, 'backend'), page),
    ...paths.flatMap((path) => [...pathTypeEdits(path, page), ...backendEdits(mapIn(path, 'backend'), page)]),
  ];
}

/** apps/v1 asks for a selector; before, the labels of the template stood in for it. */
function selectorEdits(root: Map, page: Page): Edit[] {
  const spec = mapIn(root, 'spec');
  const template = spec && pairOf(spec, 'template');
  const labels = mapIn(mapIn(mapIn(spec, 'template'), 'metadata'), 'labels');
  if (!spec || !template || !labels || pairOf(spec, 'selector')) return [];
  const at = startOf(template);
  const written = labels.items.map(
    (pair) => `${page.text.slice(pair.key.range![0], pair.key.range![1])}: ${sourceOf(pair, page)}`,
  );
  if (spec.flow) return [{ from: at, to: at, text: `selector: {matchLabels: {${written.join(', ')}}}, ` }];
  const pad = ' '.repeat(columnOf(at, page));
  const text = ['selector:', `${pad}  matchLabels:`, ...written.map((line) => `${pad}    ${line}`)].join('\n');
  return [{ from: at, to: at, text: `${text}\n${pad}` }];
}

/** `targetAverageUtilization` and `targetAverageValue` of v2beta1 become `target`. */
function metricEdits(root: Map, page: Page): Edit[] {
  const kinds = {
    targetAverageUtilization: ['Utilization', 'averageUtilization'],
    targetAverageValue: ['AverageValue', 'averageValue'],
  } as const;
  const resources = mapsIn(mapIn(root, 'spec'), 'metrics').flatMap((metric) => mapIn(metric, 'resource') ?? []);
  return resources.flatMap((resource) =>
    Object.entries(kinds).flatMap(([key, [type, field]]) => {
      const pair = pairOf(resource, key);
      const text = pair && `target: {type: ${type}, ${field}: ${sourceOf(pair, page)}}`;
      return pair && text ? [{ from: startOf(pair), to: endOf(pair), text }] : [];
    }),
  );
}

function editsFor(kind: string, from: string, root: Map, page: Page): Edit[] {
  if (kind === 'Ingress') return ingressEdits(root, page);
  if (/^(Deployment|ReplicaSet|DaemonSet|StatefulSet)$/.test(kind)) return selectorEdits(root, page);
  return from === 'autoscaling/v2beta1' ? metricEdits(root, page) : [];
}

function findAll(text: string): Found[] {
  const lines = new LineCounter();
  const page = { text, lines };
  return parseAllDocuments(text, { lineCounter: lines }).flatMap((document): Found[] => {
    const root = 'contents' in document && isMap(document.contents) ? (document.contents as Map) : undefined;
    const version = root && pairOf(root, 'apiVersion');
    const kindValue = root && pairOf(root, 'kind')?.value;
    if (!root || !version || !isScalar(version.value) || !isScalar(kindValue) || document.errors.length > 0) return [];
    const [from, kind] = [String(version.value.value), String(kindValue.value)];
    const successor = successorOf(from, kind);
    if (!successor) return [];
    const [start, end] = version.value.range!;
    const edits = [{ from: start, to: end, text: successor.apiVersion }, ...editsFor(kind, from, root, page)];
    const { line } = lines.linePos(start);
    return [{ upgrade: { line, from: `${from} ${kind}`, to: successor.apiVersion, note: successor.note }, edits }];
  });
}

/** The documents of a YAML stream whose versions v1.32 does not serve. A document with errors is left alone. */
export function upgradesOf(text: string): readonly Upgrade[] {
  return findAll(text).map(({ upgrade }) => upgrade);
}

/**
 * The stream with the documents in versions that are served; all that need not change stays as it is, comments too.
 * @param line only the document whose apiVersion is there; all without it
 */
export function upgraded(text: string, line?: number): string {
  const edits = findAll(text)
    .filter(({ upgrade }) => line === undefined || upgrade.line === line)
    .flatMap((found) => found.edits)
    .sort((a, b) => b.from - a.from || b.to - a.to);
  return edits.reduce((all, edit) => all.slice(0, edit.from) + edit.text + all.slice(edit.to), text);
}
