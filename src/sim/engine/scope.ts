/**
 * A power domain: a machine, or a component on it. Timers and processes belong to a scope; killing it stops
 * all of them at once, without any of their code running again, as when the power goes.
 */
export interface Scope {
  readonly name: string;
  readonly alive: boolean;
  /** Makes a scope inside this one; it dies with this one. */
  child(name: string): Scope;
  /** Ends this scope and those inside it for good. A restart makes a new scope. */
  kill(): void;
  /**
   * Runs when the scope is killed; the function returned takes it back. For the infrastructure (connections that
   * break), not for clean-up by components.
   */
  onKill(run: () => void): () => void;
}

/** Makes a scope with no parent. */
export function createScope(name: string): Scope {
  return new ScopeNode(name);
}

class ScopeNode implements Scope {
  readonly name: string;
  alive = true;
  private readonly children = new Set<ScopeNode>();
  private readonly listeners = new Set<() => void>();
  private readonly parent: ScopeNode | undefined;

  constructor(name: string, parent?: ScopeNode) {
    this.name = name;
    this.parent = parent;
  }

  child(name: string): Scope {
    const node = new ScopeNode(name, this);
    if (this.alive) this.children.add(node);
    else node.alive = false;
    return node;
  }

  kill(): void {
    if (!this.alive) return;
    this.alive = false;
    this.parent?.children.delete(this);
    for (const child of [...this.children]) child.kill();
    const listeners = [...this.listeners];
    this.listeners.clear();
    for (const run of listeners) run();
  }

  onKill(run: () => void): () => void {
    this.listeners.add(run);
    return () => this.listeners.delete(run);
  }
}
