import type { Environment } from '@marcbachmann/cel-js';
import { type Compiled, compile } from '../../api/cel/expression.ts';
import { goalEnvironment } from '../../api/lesson/world.ts';
import type { Cluster } from '../cluster/cluster.ts';
import { LiveWorld, type Reads } from './live-world.ts';

/** An expression's answer. */
export interface Answer {
  /** undefined when it could not be answered. */
  readonly value: unknown;
  /** Why not, else ''. */
  readonly trouble: string;
}

/** Something that looks at the cluster again when what it has read may have changed. */
interface Watcher {
  reads: Reads;
  readonly look: () => void;
  isDue: boolean;
}

/** Changes are looked at together, so often: in a busy cluster expressions cost no more than that. */
const GRAIN_MS = 100;

/**
 * Evaluates expressions over a running cluster. Watchers look again in events of the engine's own, at times that follow
 * from the run alone: the same run gives the same answers at the same times, at any speed.
 */
export class LessonWatch {
  readonly cluster: Cluster;
  private readonly world: LiveWorld;
  private readonly environment: Environment;
  private readonly compiled = new Map<string, Compiled>();
  private readonly watchers = new Set<Watcher>();
  private readonly wakes = new Set<number>();
  private ticking = false;

  constructor(cluster: Cluster) {
    this.cluster = cluster;
    this.world = new LiveWorld(cluster, (plural) => this.touch(plural));
    this.environment = goalEnvironment(this.world);
  }

  /** Virtual milliseconds since the cluster was up. */
  get nowMs(): number {
    return this.cluster.engine.nowMs - this.cluster.upAtMs;
  }

  /** The answer of an expression now. */
  answer(expression: string): Answer {
    let compiled = this.compiled.get(expression);
    if (!compiled) {
      compiled = compile(this.environment, expression);
      this.compiled.set(expression, compiled);
    }
    if ('problem' in compiled) return { value: undefined, trouble: compiled.problem };
    const outcome = compiled.evaluate({});
    return 'error' in outcome ? { value: undefined, trouble: outcome.error } : { value: outcome.value, trouble: '' };
  }

  /** Looks now, and again whenever something that was read has changed. Returns how to stop. */
  watch(look: () => void): () => void {
    const watcher: Watcher = { reads: new Set(), look, isDue: true };
    this.watchers.add(watcher);
    this.run(watcher);
    return () => this.watchers.delete(watcher);
  }

  /** Has all watchers look at a time since the cluster was up. */
  wakeAt(ms: number): void {
    const { engine, upAtMs } = this.cluster;
    if (this.wakes.has(ms)) return;
    this.wakes.add(ms);
    engine.at(
      upAtMs + ms,
      () => {
        this.wakes.delete(ms);
        for (const watcher of this.watchers) this.run(watcher);
      },
      undefined,
    );
  }

  private touch(plural: string): void {
    let any = false;
    for (const watcher of this.watchers) {
      if (watcher.isDue || !watcher.reads.has(plural)) continue;
      watcher.isDue = true;
      any = true;
    }
    if (!any) return;
    const { engine } = this.cluster;
    engine.at((Math.floor(engine.nowMs / GRAIN_MS) + 1) * GRAIN_MS, () => this.runDue(), undefined);
  }

  private runDue(): void {
    for (const watcher of this.watchers) if (watcher.isDue) this.run(watcher);
  }

  private run(watcher: Watcher): void {
    watcher.isDue = false;
    watcher.reads = this.world.reading(watcher.look).reads;
    if (!this.ticking && (watcher.reads.has('traffic') || watcher.reads.has('time'))) this.tick();
  }

  /** Counts and clocks change all the time: those who read them look every second. */
  private tick(): void {
    const { engine, upAtMs } = this.cluster;
    this.ticking = true;
    engine.at(
      upAtMs + (Math.floor(this.nowMs / 1000) + 1) * 1000,
      () => {
        this.ticking = false;
        for (const watcher of this.watchers) {
          if (watcher.reads.has('traffic') || watcher.reads.has('time')) this.run(watcher);
        }
      },
      undefined,
    );
  }
}
