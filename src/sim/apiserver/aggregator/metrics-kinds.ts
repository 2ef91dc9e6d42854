import type { Column, Kind } from '../../../api/kind.ts';
import type { KubeObject } from '../../../api/object.ts';
import type { Schema } from '../../../api/openapi.ts';
import { nameColumn } from '../../../api/printing.ts';
import { addQuantities } from '../../../base/quantity.ts';

export const METRICS_GROUP = 'metrics.k8s.io';
export const METRICS_VERSION = 'v1beta1';

/** Quantities by resource: `cpu` and `memory`. */
export type Usage = Readonly<Record<string, string>>;

/** What a machine uses. */
export interface NodeMetrics extends KubeObject {
  readonly timestamp: string;
  readonly window: string;
  readonly usage: Usage;
}

/** What the containers of a Pod use. */
export interface PodMetrics extends KubeObject {
  readonly timestamp: string;
  readonly window: string;
  readonly containers: readonly { readonly name: string; readonly usage: Usage }[];
}

const SCHEMA = 'io.k8s.metrics.pkg.apis.metrics.v1beta1';
const META = 'io.k8s.apimachinery.pkg.apis.meta.v1';
const QUANTITY = 'io.k8s.apimachinery.pkg.api.resource.Quantity';

function columns<T extends NodeMetrics | PodMetrics>(sum: (object: T, resource: string) => string): Column<T>[] {
  const quantity = (name: string): Column<T> => ({
    name,
    type: 'string',
    format: 'quantity',
    cell: (object) => sum(object, name),
  });
  return [
    { ...nameColumn, description: 'Name of the resource' },
    quantity('cpu'),
    quantity('memory'),
    { name: 'Window', type: 'string', format: 'duration', cell: ({ window }) => window },
  ];
}

const base = { group: METRICS_GROUP, version: METRICS_VERSION, singular: '', verbs: ['get', 'list'] } as const;

export const NODE_METRICS: Kind<NodeMetrics> = {
  ...base,
  kind: 'NodeMetrics',
  plural: 'nodes',
  namespaced: false,
  schema: `${SCHEMA}.NodeMetrics`,
  columns: columns<NodeMetrics>(({ usage }, resource) => usage[resource] ?? '0'),
};

export const POD_METRICS: Kind<PodMetrics> = {
  ...base,
  kind: 'PodMetrics',
  plural: 'pods',
  namespaced: true,
  schema: `${SCHEMA}.PodMetrics`,
  columns: columns<PodMetrics>(({ containers }, resource) =>
    containers.reduce((sum, { usage }) => addQuantities(sum, usage[resource] ?? '0'), '0'),
  ),
};

/** Both, as the server serves them. */
export const METRICS_KINDS = [NODE_METRICS, POD_METRICS] as unknown as readonly Kind[];

/** The schemas of the group, by full name. */
export const METRICS_SCHEMAS: ReadonlyMap<string, Schema> = new Map(
  Object.entries(schemas()).map(([name, schema]) => [`${SCHEMA}.${name}`, schema as unknown as Schema]),
);

function schemas(): Readonly<Record<string, unknown>> {
  const usage = { type: 'object', additionalProperties: { $ref: QUANTITY } };
  const measured = { timestamp: { $ref: `${META}.Time` }, window: { $ref: `${META}.Duration` } };
  const object = (kind: string, own: Readonly<Record<string, unknown>>): unknown => ({
    type: 'object',
    required: ['timestamp', 'window', ...Object.keys(own)],
    properties: {
      apiVersion: { type: 'string' },
      kind: { type: 'string' },
      metadata: { $ref: `${META}.ObjectMeta` },
      ...measured,
      ...own,
    },
    'x-kubernetes-group-version-kind': [{ group: METRICS_GROUP, version: METRICS_VERSION, kind }],
  });
  const list = (kind: string): unknown => ({
    type: 'object',
    required: ['metadata', 'items'],
    properties: {
      apiVersion: { type: 'string' },
      items: { type: 'array', items: { $ref: `${SCHEMA}.${kind}` } },
      kind: { type: 'string' },
      metadata: { $ref: `${META}.ListMeta` },
    },
    'x-kubernetes-group-version-kind': [{ group: METRICS_GROUP, version: METRICS_VERSION, kind: `${kind}List` }],
  });
  const container = { type: 'object', required: ['name', 'usage'], properties: { name: { type: 'string' }, usage } };
  return {
    ContainerMetrics: container,
    NodeMetrics: object('NodeMetrics', { usage }),
    NodeMetricsList: list('NodeMetrics'),
    PodMetrics: object('PodMetrics', {
      containers: { type: 'array', items: { $ref: `${SCHEMA}.ContainerMetrics` } },
    }),
    PodMetricsList: list('PodMetrics'),
  };
}
