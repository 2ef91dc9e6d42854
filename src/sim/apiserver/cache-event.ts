import type { KubeObject } from '../../api/object.ts';
import type { WatchEvent } from '../../api/request.ts';
import { restamped } from './stamp.ts';

/** One committed write of a kind. The watch events made from it are made once and shared by all who watch. */
export class CacheEvent {
  /** Key in etcd. */
  readonly key: string;
  /** The object as it is now; undefined for one that has gone. */
  readonly object: KubeObject | undefined;
  readonly previous: KubeObject | undefined;
  readonly revision: number;
  /** The message that led to the write. */
  readonly cause: number;
  readonly timeMs: number;
  private addedEvent: WatchEvent | undefined;
  private modifiedEvent: WatchEvent | undefined;
  private deletedEvent: WatchEvent | undefined;

  constructor(
    key: string,
    object: KubeObject | undefined,
    previous: KubeObject | undefined,
    revision: number,
    cause: number,
    timeMs: number,
  ) {
    this.key = key;
    this.object = object;
    this.previous = previous;
    this.revision = revision;
    this.cause = cause;
    this.timeMs = timeMs;
  }

  get type(): 'ADDED' | 'MODIFIED' | 'DELETED' {
    return this.object === undefined ? 'DELETED' : this.previous === undefined ? 'ADDED' : 'MODIFIED';
  }

  /**
   * What a watcher gets who selects some objects: one that enters its selection is ADDED, one that leaves it is
   * DELETED with its last state before. Undefined when it neither is nor was selected.
   */
  for(matches: ((object: KubeObject) => boolean) | undefined): WatchEvent | undefined {
    const { object, previous } = this;
    const is = object !== undefined && (matches === undefined || matches(object));
    const was = previous !== undefined && (matches === undefined || matches(previous));
    if (is && was) {
      this.modifiedEvent ??= { type: 'MODIFIED', object };
      return this.modifiedEvent;
    }
    if (is) {
      this.addedEvent ??= { type: 'ADDED', object };
      return this.addedEvent;
    }
    return was ? this.deleted() : undefined;
  }

  /** The DELETED event: the last state, with the revision of the deletion. */
  deleted(): WatchEvent {
    this.deletedEvent ??= { type: 'DELETED', object: restamped(this.previous!, this.revision) };
    return this.deletedEvent;
  }
}
