import type { CustomResourceDefinition } from '../../../api/k8s/apiextensions-v1.gen.ts';
import type { KubeObject } from '../../../api/object.ts';
import { type Process, sleep } from '../../../api/process.ts';
import { deepEqual } from '../../../base/equal.ts';
import { removeOne } from '../delete.ts';
import type { Resource } from '../resource.ts';
import type { Call, Server } from '../server.ts';
import { applyUpdate } from '../update.ts';
import { createDecoder } from './custom-decoder.ts';
import { customKind, structuralOf } from './custom-kind.ts';
import { customSchemas } from './custom-schema.ts';
import { CLEANUP_FINALIZER, established, isTrue, nameConflict, withCondition, withNames } from './definition-status.ts';

const USER = 'system:apiserver';
/** The controllers hear of a change by their own watches. */
const NOTICE_MS = 10;
const RETRY_MS = 1000;
/** How often it is looked whether all objects of a definition are gone. */
const POLL_MS = 5000;

type Definition = CustomResourceDefinition;

/** Serves what the cluster's definitions define. Models the controllers of apiextensions-apiserver. */
export function startCustomResources(server: Server): {
  observe(crd: Definition | undefined, previous: Definition | undefined): void;
} {
  const atWork = new Set<string>();

  const definitions = (): Resource => server.resources.named('apiextensions.k8s.io', 'customresourcedefinitions')!;

  const run = (name: string, work: (name: string) => Process<void>): void => {
    if (atWork.has(name)) return;
    atWork.add(name);
    server.engine.spawn(untilDone(name, work), server.scope);
  };

  function* untilDone(name: string, work: (name: string) => Process<void>): Process<void> {
    for (;;) {
      yield* sleep(NOTICE_MS);
      try {
        yield* work(name);
        atWork.delete(name);
        const crd = current(name);
        if (crd) next(crd);
        return;
      } catch {
        // etcd is out of reach, or somebody else wrote first.
        yield* sleep(RETRY_MS);
      }
    }
  }

  function current(name: string): Definition | undefined {
    const { cache, prefix } = definitions();
    return cache.get(prefix + name) as Definition | undefined;
  }

  /** What is to be done with a definition as it is now. */
  function next(crd: Definition): void {
    const name = crd.metadata.name!;
    if (crd.metadata.deletionTimestamp) {
      if (crd.metadata.finalizers?.includes(CLEANUP_FINALIZER)) run(name, cleanUp);
    } else if (!isTrue(crd, 'NamesAccepted') || !sameNames(crd)) {
      const renamed = withNames(crd, nameConflict(crd, all()), server.timestamp());
      if (!deepEqual(renamed, crd)) run(name, acceptNames);
    } else if (!isTrue(crd, 'Established')) run(name, establish);
  }

  function all(): readonly Definition[] {
    return definitions().cache.all() as readonly KubeObject[] as readonly Definition[];
  }

  function* write(name: string, change: (crd: Definition) => Definition): Process<void> {
    const resource = definitions();
    const request = { verb: 'update', kind: resource.kind, user: USER, name, subresource: 'status' } as const;
    const call: Call = { request, resource, cause: server.engine.cause, warnings: [] };
    const wanted = (object: KubeObject): KubeObject => change(object as Definition);
    yield* applyUpdate(server, call, name, { rules: { whole: false }, wanted, sameUid: false });
  }

  const acceptNames = (name: string): Process<void> =>
    write(name, (crd) => withNames(crd, nameConflict(crd, all()), server.timestamp()));

  const establish = (name: string): Process<void> =>
    write(name, (crd) => (isTrue(crd, 'NamesAccepted') ? established(crd, server.timestamp()) : crd));

  /** Deletes the objects of a definition, then lets it go. Models the finalizing controller. */
  function* cleanUp(name: string): Process<void> {
    const { group, names } = current(name)!.spec;
    const resource = server.resources.named(group, names.plural);
    if (resource) {
      yield* write(name, (crd) =>
        terminating(crd, 'InstanceDeletionInProgress', 'CustomResource deletion is in progress'),
      );
      yield* removeAll(resource);
    }
    yield* write(name, (crd) => {
      const done = terminating(crd, 'InstanceDeletionCompleted', 'removed all instances');
      const finalizers = (crd.metadata.finalizers ?? []).filter((each) => each !== CLEANUP_FINALIZER);
      return { ...done, metadata: { ...crd.metadata, finalizers } };
    });
  }

  function terminating(crd: Definition, reason: string, message: string): Definition {
    return withCondition(crd, { type: 'Terminating', status: 'True', reason, message }, server.timestamp());
  }

  function* removeAll(resource: Resource): Process<void> {
    for (const { metadata } of resource.cache.all()) {
      const { namespace, name = '' } = metadata;
      const request = {
        verb: 'delete',
        kind: resource.kind,
        user: USER,
        name,
        ...(namespace ? { namespace } : {}),
      } as const;
      const call: Call = { request, resource, cause: server.engine.cause, warnings: [] };
      yield* removeOne(server, call, name, {});
    }
    yield* sleep(NOTICE_MS);
    while (resource.cache.size > 0) yield* sleep(POLL_MS);
  }

  return {
    observe(crd, previous) {
      if (!crd) {
        if (previous) forget(server, previous);
        return;
      }
      if (isTrue(crd, 'NamesAccepted')) define(server, crd, previous);
      next(crd);
    },
  };
}

function sameNames({ spec, status }: Definition): boolean {
  return status?.acceptedNames?.plural === spec.names.plural && status.acceptedNames.kind === spec.names.kind;
}

function define({ resources, feed }: Server, crd: Definition, previous: Definition | undefined): void {
  const { group, names, versions } = crd.spec;
  const known = resources.named(group, names.plural);
  if (known && previous && deepEqual(previous.spec, crd.spec)) return;
  const decoders = new Map(versions.map((version) => [version.name, createDecoder(structuralOf(version))]));
  const resource = resources.define(customKind(crd), { decoders, schemas: customSchemas(crd) });
  if (!known) resource.cache.reset([], feed.revision);
}

function forget({ resources }: Server, { spec }: Definition): void {
  const resource = resources.named(spec.group, spec.names.plural);
  if (!resource) return;
  resource.cache.watchers.endAll();
  resources.remove(resource);
}
