import type { FlowSchema } from '../../api/k8s/flowcontrol-v1.gen.ts';
import type { Kind } from '../../api/kind.ts';
import { firstGeneration, nextSpec, statusOnly } from '../../api/strategy.ts';
import { flowSchemaColumns } from './columns.ts';

/** Models pkg/registry/flowcontrol/flowschema. */
export const FlowSchemaKind: Kind<FlowSchema> = {
  group: 'flowcontrol.apiserver.k8s.io',
  version: 'v1',
  kind: 'FlowSchema',
  plural: 'flowschemas',
  singular: 'flowschema',
  namespaced: false,
  schema: 'io.k8s.api.flowcontrol.v1.FlowSchema',
  prepareForCreate: firstGeneration,
  prepareForUpdate: nextSpec,
  status: statusOnly(),
  columns: flowSchemaColumns,
  fidelity: [{ what: 'spec', level: 'simplified', note: 'stored; requests do not queue' }],
};

export default FlowSchemaKind;
