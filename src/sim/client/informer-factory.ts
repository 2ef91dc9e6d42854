import type { Informer, InformerFactory } from '../../api/controller.ts';
import type { Kind } from '../../api/kind.ts';
import type { KubeObject } from '../../api/object.ts';
import { type Process, waitAll } from '../../api/process.ts';
import type { Random } from '../../base/random.ts';
import type { Engine } from '../engine/engine.ts';
import type { Scope } from '../engine/scope.ts';
import type { ApiClient } from './client.ts';
import { spawnGuarded } from './guard.ts';
import { type Cache, createCache } from './informer.ts';
import { reflect, type Selection } from './reflector.ts';

/** What the informers of one component share. */
export interface InformerFactoryOptions {
  readonly engine: Engine;
  /** The component's scope. */
  readonly scope: Scope;
  readonly client: ApiClient;
  readonly random: Random;
  /** Narrows what is watched of a kind; a kubelet watches only its own Pods. */
  readonly select?: (kind: Kind) => Selection | undefined;
}

/** Shared informers that can be started and waited for. */
export interface StartableInformerFactory extends InformerFactory {
  /** Starts listing and watching; informers asked for later start at once. */
  start(): void;
  /** Waits until every informer asked for so far has its first list. */
  waitForSync(): Process<void>;
}

/** Makes the shared informers of a component: one cache and one watch a kind. Models client-go's SharedInformerFactory. */
export function createInformerFactory(options: InformerFactoryOptions): StartableInformerFactory {
  const { engine, scope, client, random, select } = options;
  const caches = new Map<Kind, Cache<KubeObject>>();
  let started = false;

  const run = (kind: Kind, cache: Cache<KubeObject>): void => {
    const selection = select?.(kind);
    const name = `${kind.group}/${kind.plural}`;
    spawnGuarded(engine, scope, reflect({ engine, random: random.fork(name), client, kind, cache, selection }));
  };

  return {
    of<T extends KubeObject>(kind: Kind<T>): Informer<T> {
      const plain = kind as unknown as Kind;
      let cache = caches.get(plain);
      if (!cache) {
        cache = createCache<KubeObject>();
        caches.set(plain, cache);
        if (started) run(plain, cache);
      }
      return cache as unknown as Informer<T>;
    },
    start() {
      if (started) return;
      started = true;
      for (const [kind, cache] of caches) run(kind, cache);
    },
    *waitForSync() {
      yield* waitAll([...caches.values()].map((cache) => cache.synced));
    },
  };
}
