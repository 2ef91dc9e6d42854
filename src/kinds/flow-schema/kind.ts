import type { FlowSchema } from '../../api/k8s/flowcontrol-v1.gen.ts';
import type { Kind } from '../../api/kind.ts';
import { firstGeneration, nextSpec, statusOnly } from '../../api/strategy.ts';
import { validateFlowConditions } from '../../api/validation/flow-conditions.ts';
import { flowSchemaColumns } from './columns.ts';
import { validateFlowSchema } from './validation.ts';

/** Models SetDefaults_FlowSchemaSpec. */
function withPrecedence(schema: FlowSchema): FlowSchema {
  if (!schema.spec || schema.spec.matchingPrecedence) return schema;
  return { ...schema, spec: { ...schema.spec, matchingPrecedence: 1000 } };
}

/** Models pkg/registry/flowcontrol/flowschema. */
export const FlowSchemaKind: Kind<FlowSchema> = {
  group: 'flowcontrol.apiserver.k8s.io',
  version: 'v1',
  kind: 'FlowSchema',
  plural: 'flowschemas',
  singular: 'flowschema',
  namespaced: false,
  schema: 'io.k8s.api.flowcontrol.v1.FlowSchema',
  defaults: withPrecedence,
  prepareForCreate: firstGeneration,
  prepareForUpdate: nextSpec,
  validate: validateFlowSchema,
  validateUpdate: validateFlowSchema,
  status: statusOnly<FlowSchema>(validateFlowConditions),
  columns: flowSchemaColumns,
  fidelity: [{ what: 'spec', level: 'simplified', note: 'stored; requests do not queue', fields: ['spec'] }],
};

export default FlowSchemaKind;
