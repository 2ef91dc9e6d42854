import type { Schema } from '../../../api/openapi.ts';
import { ORRERY_GROUP, SCHEDULING_DECISION } from './decision-kind.ts';

type Described = Schema & { readonly description?: string };

const text = (description: string): Described => ({ type: 'string', description });
const number = (description: string): Described => ({ type: 'integer', format: 'int64', description });
const list = (description: string, items: Schema): Described => ({ type: 'array', items, description });
const object = (description: string, properties: Record<string, Schema>): Described => ({
  type: 'object',
  description,
  properties,
});

const META = 'io.k8s.apimachinery.pkg.apis.meta.v1';

const victims = list('Pods of lower priority that would have to go.', {
  type: 'object',
  properties: {
    namespace: text('Namespace of the Pod.'),
    name: text('Name of the Pod.'),
    priority: number('Priority of the Pod.'),
  },
});

const node = object('What became of one node.', {
  name: text('Name of the node.'),
  fits: { type: 'boolean', description: 'Whether the Pod passed every filter there.' } as Described,
  plugin: text('First plugin that turned the node down.'),
  reasons: list('Why, in the words of the plugin.', { type: 'string' }),
  scores: list('What each plugin gave the node, in the order of the profile.', {
    type: 'object',
    properties: {
      plugin: text('Name of the plugin.'),
      raw: number('What the plugin said of the node alone.'),
      normalized: number('The same brought to 0…100 among all nodes that fit.'),
      weight: number('Weight of the plugin in the profile.'),
    },
  }),
  total: number('Sum of the normalised scores times their weights.'),
});

const preemption = object('What preemption found, if it was tried.', {
  nominatedNode: text('The node for which the Pod waits then.'),
  victims,
  candidates: list('Nodes on which preemption would help, the one that hurts least first.', {
    type: 'object',
    properties: {
      node: text('Name of the node.'),
      pdbViolations: number('How many victims a PodDisruptionBudget would protect.'),
      victims,
    },
  }),
});

const attempt = object('One attempt to schedule the Pod.', {
  attempt: number('Number of the attempt, from 1.'),
  time: text('When it was made.'),
  node: text('The node chosen; absent when none fits.'),
  message: text('Why no node fits, in the words of the scheduler.'),
  nodeCount: number('Nodes of the cluster.'),
  feasibleCount: number('Nodes looked at on which the Pod fits.'),
  rejectedCount: number('Nodes looked at on which it does not.'),
  detail: text('All: of every node looked at the verdict is kept; Best: of the best ones; None: of none any more.'),
  ties: list('Nodes that shared the highest total.', { type: 'string' }),
  nodes: list('The verdicts, nodes that fit first.', node),
  preemption,
});

const status = object('What the scheduler has decided, and where the Pod waited meanwhile.', {
  queue: text('Where in the queue the Pod waits, or waited last: active, backoff, unschedulable or gated.'),
  queueMoves: list('The last moves in the queue, oldest first.', {
    type: 'object',
    properties: {
      time: text('When.'),
      to: text('Where to.'),
      cause: text('The cluster event, or what the queue did.'),
    },
  }),
  attempts: list('The last attempts, newest first.', attempt),
});

/** The kind's schemas for OpenAPI documents, by their full names. */
export function decisionSchemas(): ReadonlyMap<string, Schema> {
  const { kind, schema, version } = SCHEDULING_DECISION;
  const gvk = { group: ORRERY_GROUP, version };
  const one = object('SchedulingDecision tells how the scheduler decided on the Pod of the same name.', {
    apiVersion: { type: 'string' },
    kind: { type: 'string' },
    metadata: { $ref: `${META}.ObjectMeta` },
    status,
  });
  const many: Schema = {
    type: 'object',
    required: ['items'],
    properties: {
      apiVersion: { type: 'string' },
      items: { type: 'array', items: { $ref: schema } },
      kind: { type: 'string' },
      metadata: { $ref: `${META}.ListMeta` },
    },
    'x-kubernetes-group-version-kind': [{ ...gvk, kind: `${kind}List` }],
  };
  return new Map([
    [schema, { ...one, 'x-kubernetes-group-version-kind': [{ ...gvk, kind }] }],
    [`${schema}List`, many],
  ]);
}
