import type { KubeObject } from '../../../api/object.ts';
import { type ApiError, forbidden } from '../../../api/status.ts';
import type { Call, Server } from '../server.ts';

/** A write that is to be admitted. */
export interface Attributes {
  readonly server: Server;
  readonly call: Call;
  readonly operation: 'CREATE' | 'UPDATE' | 'DELETE';
  /** Of an update or deletion: the object as it is stored. */
  readonly previous?: KubeObject;
}

/** One admission plug-in for some resources. */
export interface AdmissionPlugin {
  /** Such as `pods` and `ingresses.networking.k8s.io`. */
  readonly resources: readonly string[];
  readonly operations: readonly Attributes['operation'][];
  /** In the mutating pass: returns the object, changed or as it is, or throws ApiError. */
  admit?(object: KubeObject, attributes: Attributes): KubeObject;
  /** In the validating pass, after the kind's own validation; throws ApiError. */
  validate?(object: KubeObject, attributes: Attributes): void;
}

/** A plug-in's refusal. Models admission.NewForbidden. */
export function refused({ call: { resource } }: Attributes, object: KubeObject, why: string): ApiError {
  return forbidden(resource.kind, object.metadata.name || object.metadata.generateName || 'Unknown', why);
}
