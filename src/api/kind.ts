import type { FieldError } from './field-error.ts';
import type { KubeObject } from './object.ts';
import type { Verb } from './request.ts';

/** A column of the Table that the API server prints. `priority` 1 shows only with `-o wide`. */
export interface Column<T> {
  readonly name: string;
  readonly type: 'string' | 'integer' | 'number' | 'boolean' | 'date';
  readonly format?: string;
  readonly priority?: number;
  readonly description?: string;
  /** The cell; `nowMs` is the server's clock in Unix milliseconds, for ages. */
  cell(object: T, nowMs: number): string | number | boolean | null;
}

/** What the strategy of a kind may consult. Everything is data: strategies are pure. */
export interface StrategyContext {
  /** Unix milliseconds of the API server's clock. */
  readonly nowMs: number;
  /** Through which subresource is written. */
  readonly subresource?: string;
  /** Who writes; left out for components of the cluster. */
  readonly user?: {
    readonly name: string;
    readonly uid?: string;
    readonly groups: readonly string[];
    readonly extra?: Readonly<Record<string, readonly string[]>>;
  };
}

/** How one status-like subresource is written: what it may change, what it checks. */
export interface SubresourceStrategy<T> {
  /** The object to store: `previous` with what this subresource may change taken from `next`. */
  prepareForUpdate(next: T, previous: T, context: StrategyContext): T;
  validateUpdate?(next: T, previous: T): readonly FieldError[];
  /** Paths that it leaves as they were besides the spec, such as `metadata.labels`: its writers do not own them. */
  readonly resets?: readonly string[];
}

/** How the scale subresource reads and writes an object. */
export interface ScaleStrategy<T> {
  replicas(object: T): number;
  statusReplicas(object: T): number;
  /** The selector in its string form. */
  selector(object: T): string;
  withReplicas(object: T, replicas: number): T;
  /** The resource that a refusal names where there is no object to read the scale of; default is the kind's own. */
  readonly missing?: { readonly group: string; readonly plural: string };
}

/**
 * Another group or version in which the objects of a kind are served. They are stored, admitted, and seen by components
 * in the kind's own version, which is the one that v1.32 stores; what clients send and get in this one is converted.
 */
export interface OtherVersion<T extends KubeObject = KubeObject, O extends KubeObject = KubeObject> {
  readonly group: string;
  readonly version: string;
  /** Full name of its schema in the OpenAPI document. */
  readonly schema: string;
  fromStored(object: T): O;
  /** The stored form, before the kind's own defaults. */
  toStored(object: O): T;
  /** What every request in this version is warned of. */
  readonly deprecated?: string;
  /** Selectable fields by their names here, with their names in the kind's own version; default is the same names. */
  readonly fieldLabels?: Readonly<Record<string, string>>;
  /** Takes the place of the kind's validation for requests in this version; objects are in the stored form. */
  validate?(object: T): readonly FieldError[];
  validateUpdate?(next: T, previous: T): readonly FieldError[];
}

/** How much of a field, or of the kind, the simulation models. Feeds the fidelity table. */
export interface Fidelity {
  /** A field path, or a behaviour in words. */
  readonly what: string;
  readonly level: 'modelled' | 'simplified' | 'ignored';
  readonly note?: string;
  /**
   * The fields of a manifest at which a person is told so, where it is not modelled: paths from the object on, `[]` for
   * every item of a list. Those of a Pod hold for Pod templates too.
   */
  readonly fields?: readonly string[];
}

/**
 * A resource kind: everything that the generic API server needs to serve it. One folder under `kinds/` default-exports
 * one of these from its kind.ts; the core finds it by its place and never names it.
 *
 * All functions are pure and keep structural sharing: they return their argument (or its parts) where nothing changes.
 */
export interface Kind<T extends KubeObject = KubeObject> {
  /** API group, '' for core. */
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  /** Plural resource name, lower case, as in the URL. */
  readonly plural: string;
  readonly singular: string;
  readonly shortNames?: readonly string[];
  readonly categories?: readonly string[];
  readonly namespaced: boolean;
  /** The verbs it has, in alphabetical order, where that is not all of them. */
  readonly verbs?: readonly Verb[];
  /** Full name of its schema in the OpenAPI document. */
  readonly schema: string;
  /** The version in which etcd of v1.32 has it, where that is not `version`; only its hash in discovery shows it. */
  readonly storageVersion?: string;
  /** What every request in the kind's own version is warned of. */
  readonly deprecated?: string;
  /** Other versions and groups in which it is served. Models the groups' storage and install packages. */
  readonly otherVersions?: readonly OtherVersion<T>[];
  /** Which names are allowed; default is a DNS subdomain. */
  validateName?(name: string, prefix: boolean): readonly string[];
  /** Fills in defaults, as SetDefaults_* do on decoding. */
  defaults?(object: T): T;
  /**
   * What conversion between versions adds to an object that a request sends, before admission: whoever sends it owns it.
   * Only for the book that is kept of owners.
   */
  converted?(object: T): T;
  /** What a create may set: clears status, sets generation. Models PrepareForCreate. */
  prepareForCreate?(object: T, context: StrategyContext): T;
  /** What an update may change: keeps status, raises generation when the spec changed. Models PrepareForUpdate. */
  prepareForUpdate?(next: T, previous: T, context: StrategyContext): T;
  /** Errors of the whole object in upstream's order; metadata is validated by the server. */
  validate?(object: T): readonly FieldError[];
  /** Errors of an update: immutable fields, then `validate`'s. */
  validateUpdate?(next: T, previous: T): readonly FieldError[];
  /** What to warn of in an object that a person has created, or changed from `previous`; texts of Warning headers. */
  warnings?(object: T, previous?: T): readonly string[];
  /** PUT without resourceVersion overwrites; false for kinds such as Lease. Default true. */
  readonly allowUnconditionalUpdate?: boolean;
  /** PUT of a name that does not exist creates it (Lease, Event, Node…). Default false. */
  readonly allowCreateOnUpdate?: boolean;
  /** Deletes take a grace period (Pods). Default false. */
  readonly gracefulDeletion?: boolean;
  /** DELETE answers with the object itself rather than a Status. Default false. */
  readonly returnsDeleted?: boolean;
  /** Propagation when delete options name none. Default 'Background'. */
  readonly defaultPropagation?: 'Background' | 'Orphan';
  /** What a delete warns of whose options name no propagation. */
  readonly deleteWarning?: string;
  readonly status?: SubresourceStrategy<T>;
  /** The approval subresource of CertificateSigningRequests. */
  readonly approval?: SubresourceStrategy<T>;
  /** The ephemeralcontainers subresource of Pods. */
  readonly ephemeralContainers?: SubresourceStrategy<T>;
  /** The resize subresource of Pods, where the feature is on: in v1.32 it is off by default. */
  readonly resize?: SubresourceStrategy<T>;
  readonly scale?: ScaleStrategy<T>;
  /** Fields that fieldSelector may name besides metadata.name and metadata.namespace. */
  readonly selectableFields?: Readonly<Record<string, (object: T) => string>>;
  /** Columns of the Table, upstream's order and names. */
  readonly columns: readonly Column<T>[];
  readonly fidelity?: readonly Fidelity[];
}
