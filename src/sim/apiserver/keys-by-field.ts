import type { KubeObject } from '../../api/object.ts';
import { getOrMake } from '../../base/get-or-make.ts';

/** The keys of objects by the value of one field: a kubelet asks for its node's Pods, and they are few of all. */
export class KeysByField {
  private readonly keys = new Map<string, Set<string>>();
  private readonly read: (object: KubeObject) => string;

  constructor(read: (object: KubeObject) => string) {
    this.read = read;
  }

  /** In their order. */
  withValue(value: string): readonly string[] {
    return [...(this.keys.get(value) ?? [])].sort();
  }

  /** Takes note that an object has come (nothing before), has changed, or has gone (nothing after). */
  change(key: string, before: KubeObject | undefined, after: KubeObject | undefined): void {
    const [old, next] = [before && this.read(before), after && this.read(after)];
    if (old === next) return;
    const left = old === undefined ? undefined : this.keys.get(old);
    if (left?.delete(key) && left.size === 0) this.keys.delete(old!);
    if (next !== undefined) getOrMake(this.keys, next, () => new Set<string>()).add(key);
  }
}
