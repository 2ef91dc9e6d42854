import type { KubeObject } from '../../../api/object.ts';
import type { Server } from '../server.ts';

/** A write that is to be admitted. */
export interface Attributes {
  readonly server: Server;
  readonly operation: 'CREATE' | 'UPDATE';
  /** Of an update: the object as it is stored. */
  readonly previous?: KubeObject;
}

/** One admission plug-in for one resource: returns the object, changed or as it is, or throws ApiError. */
export interface AdmissionPlugin {
  readonly group: string;
  readonly plural: string;
  readonly operations: readonly Attributes['operation'][];
  admit(object: KubeObject, attributes: Attributes): KubeObject;
}
