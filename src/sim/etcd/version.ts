import type { KeyValue, StoreEvent } from './command.ts';

/**
 * One version of a key: a node of the list of the key's versions, newest first, and at the same time the event that
 * made it. One object serves as both, so that a revision costs one record beside its value.
 */
export class Version implements KeyValue, StoreEvent {
  readonly key: string;
  readonly value: unknown;
  /** 0 for a deletion. */
  readonly createRevision: number;
  readonly modRevision: number;
  /** 0 for a deletion. */
  readonly version: number;
  readonly lease: number;
  readonly cause: number;
  /** The version before; compaction cuts it off. */
  previous: Version | undefined;

  constructor(
    key: string,
    value: unknown,
    createRevision: number,
    modRevision: number,
    version: number,
    lease: number,
    cause: number,
    previous: Version | undefined,
  ) {
    this.key = key;
    this.value = value;
    this.createRevision = createRevision;
    this.modRevision = modRevision;
    this.version = version;
    this.lease = lease;
    this.cause = cause;
    this.previous = previous;
  }

  get type(): 'PUT' | 'DELETE' {
    return this.version === 0 ? 'DELETE' : 'PUT';
  }

  get kv(): KeyValue {
    return this;
  }

  get prevKv(): KeyValue | undefined {
    const { previous } = this;
    return previous !== undefined && previous.version > 0 ? previous : undefined;
  }
}

/** The version that was current at a revision, if the key existed then. */
export function versionAt(newest: Version | undefined, revision: number): Version | undefined {
  let version = newest;
  while (version !== undefined && version.modRevision > revision) version = version.previous;
  return version !== undefined && version.version > 0 ? version : undefined;
}

/** Copies a version and those before it, each once: `copies` knows which copy is whose. */
export function copyChain(newest: Version, copies: Map<Version, Version>): Version {
  const chain: Version[] = [];
  for (let version: Version | undefined = newest; version && !copies.has(version); version = version.previous)
    chain.push(version);
  const oldest = chain.at(-1)?.previous;
  let previous = oldest && copies.get(oldest);
  for (const version of chain.toReversed()) {
    const { key, value, createRevision, modRevision, lease, cause } = version;
    previous = new Version(key, value, createRevision, modRevision, version.version, lease, cause, previous);
    copies.set(version, previous);
  }
  return copies.get(newest)!;
}
