import type { Descriptions } from '../../api/openapi.ts';
import type { Action, Scenario, Step } from '../../api/scenario.ts';
import { inputsOf, type Situation, situationLog } from '../../api/situation/situation.ts';
import type { Frame, ToPage } from '../../protocol/messages.ts';
import type { OutcomeRow } from '../../protocol/outcome.ts';
import { Session } from '../session.ts';
import { type Branch, branchFrom, firstBranch, lastDeed, laterDeeds, logWithout, situationOf } from './branch.ts';
import { keepNew } from './known.ts';
import { FarthestRun } from './past-views.ts';
import { Screen } from './screen.ts';
import { type Sticky, tell } from './sticky.ts';
import { REST_MS, SLICE_MS, type Target } from './target.ts';

/**
 * Holds the run and its other courses. Every moment can be reached: it is shown at once from what was seen before, and
 * computed again from the inputs. Acting in the past begins a new branch; what came after is kept as the old one.
 */
export class TimeMachine {
  private readonly post: (message: ToPage) => void;
  private readonly wallMs: () => number;
  private scenario: Scenario | undefined;
  private current: Session | undefined;
  private target: Target | undefined;
  private branch: Branch = firstBranch();
  private readonly others = new Map<number, Branch>();
  private lastBranchId = 1;
  /** Inputs that people gave, rather than the scenario. */
  private mine = new WeakSet<Action>();
  /** What a new run is told so that it goes on like the one before. */
  private readonly sticky = new Map<Sticky['type'], Sticky>();
  private readonly screen: Screen;
  /** Up to when the journal has already what the run says; undefined where the run is ahead of it. */
  private knownMs: number | undefined;
  /** Where a run beside this one is, which leads; undefined without one. */
  private leaderMs: number | undefined;
  private readonly farthest = new FarthestRun();
  descriptions: Descriptions = {};

  constructor(post: (message: ToPage) => void, wallMs: () => number) {
    this.post = post;
    this.screen = new Screen(post);
    this.wallMs = wallMs;
  }

  /**
   * Begins a run of a scenario; all branches of the one before are over. With a situation it is paused, and goes to its
   * moment. Throws SituationError when the situation is not of this scenario.
   */
  load(scenario: Scenario, situation?: Pick<Situation, 'log' | 'atMs'>): void {
    const past = situation && inputsOf(scenario, situation.log);
    this.close();
    this.scenario = scenario;
    this.branch = firstBranch();
    this.others.clear();
    this.lastBranchId = 1;
    this.mine = new WeakSet();
    this.sticky.clear();
    this.screen.reset();
    this.knownMs = undefined;
    this.leaderMs = undefined;
    if (!situation || !past) {
      this.current = this.start(scenario);
      return;
    }
    for (const action of past.mine) this.mine.add(action);
    this.current = this.start({ ...scenario, objects: '', steps: past.steps });
    this.current.pause();
    this.target = { toMs: situation.atMs, sinceWallMs: Number.NEGATIVE_INFINITY };
  }

  /** What it takes to come to what is shown again, with `yaml` applied there besides, or to where another branch was left. */
  situation(branch?: number, yaml?: string): Pick<Situation, 'log' | 'atMs'> | undefined {
    const other = this.others.get(branch ?? 0);
    if (other?.log) return { log: situationLog(other.log, this.mine), atMs: other.journal.endMs };
    const session = this.session();
    return session && situationOf(session, this.mine, yaml);
  }

  /** What the run has come to; undefined while it is on its way to the moment that is shown. */
  outcome(): OutcomeRow | undefined {
    return this.target ? undefined : this.current?.outcome.row();
  }

  /** The run is computed up to the moment that is shown. */
  get isReplaying(): boolean {
    return this.target?.replay !== undefined;
  }

  /** Gives up the run: it has failed. */
  close(): void {
    this.current = undefined;
    this.farthest.forget();
    this.target = undefined;
  }

  /** The run, at the moment that is shown. Undefined before the first scenario. */
  session(): Session | undefined {
    this.arrive();
    return this.current;
  }

  /** The run as something finds it that changes the cluster: acting in the past leaves what came after to the branch that it belongs to. */
  sessionForDeed(): Session | undefined {
    const session = this.session();
    if (!session) return undefined;
    const lost = laterDeeds(session.log, this.mine, session.nowMs);
    if (lost.length > 0) {
      const forkMs = session.nowMs;
      this.leave();
      session.drop(new Set(lost.map((step) => step.action)));
      this.enter(branchFrom(this.branch, ++this.lastBranchId, forkMs, null));
      this.cut(forkMs);
    } else if (session.nowMs < this.branch.journal.endMs) {
      this.branch = { ...this.branch, journal: this.branch.journal.upTo(session.nowMs) };
      this.cut(session.nowMs);
    }
    return session;
  }

  /** Keeps a message that a replay must hear too, and passes it on if the run is there to hear it. */
  keep(message: Sticky): void {
    this.sticky.set(message.type, message);
    if (!this.target && this.current) tell(this.current, message);
  }

  /** Goes to another moment of this branch. */
  seek(toMs: number): void {
    const session = this.current;
    if (!session) return;
    const ms = Math.max(0, toMs);
    const frame = ms <= this.branch.journal.endMs ? this.branch.journal.at(ms) : undefined;
    if (frame) {
      this.show(frame);
      this.farthest.tell(session, frame, this.sticky, this.post);
    }
    this.target = { toMs: ms, sinceWallMs: this.wallMs() };
  }

  /** Goes where a run beside this one is: on as fast as it can, or back. It is paused. */
  keepUp(toMs: number): void {
    if (!this.current) return;
    this.current.pause();
    this.leaderMs = Math.max(0, toMs);
    if (this.leaderMs < (this.target?.toMs ?? this.current.nowMs)) this.seek(this.leaderMs);
  }

  /** Goes to the last change before now. */
  back(): void {
    const nowMs = this.target?.toMs ?? this.current?.nowMs ?? 0;
    const ms = this.branch.journal.changeBefore(nowMs - 0.001);
    this.session()?.pause();
    if (ms !== undefined) this.seek(Math.max(0, ms));
  }

  /** Takes back what a person did last: time returns to that moment, without it. Returns it. */
  undo(): Step | undefined {
    const session = this.session();
    const deed = session && lastDeed(session.log, this.mine, session.nowMs);
    if (!deed) return undefined;
    const log = logWithout(session.log, this.mine, deed);
    this.leave();
    this.enter(branchFrom(this.branch, ++this.lastBranchId, deed.atMs - 1, log));
    session.pause();
    this.replayFrom(deed.atMs);
    return deed;
  }

  /** Goes on in another branch, where it was left. */
  switchTo(id: number): void {
    const branch = this.others.get(id);
    if (!branch || !this.current) return;
    this.session()?.pause();
    this.leave();
    this.enter(branch);
    this.replayFrom(branch.journal.endMs);
  }

  rename(id: number, name: string): void {
    const other = this.others.get(id);
    if (other) this.others.set(id, { ...other, name });
    else if (this.branch.id === id) this.branch = { ...this.branch, name };
    this.screen.renewBranches();
  }

  /** Moves virtual time on, or the replay that is under way. */
  tick(): void {
    const { target } = this;
    if (!target) {
      if (this.current) this.followLeader(this.current);
      this.current?.tick();
      return;
    }
    const wallMs = this.wallMs();
    if (wallMs - target.sinceWallMs < REST_MS) return;
    const replay = this.beginReplay(target);
    if (replay.runTo(target.toMs, wallMs + SLICE_MS)) this.finish(replay);
  }

  private followLeader({ nowMs }: Session): void {
    if (this.leaderMs !== undefined && this.leaderMs > nowMs) this.current?.keepUp(this.leaderMs);
  }

  /** Ends a replay at once, for whatever needs the run itself. */
  private arrive(): void {
    const { target } = this;
    if (!target) return;
    const replay = this.beginReplay(target);
    while (!replay.runTo(target.toMs, Number.POSITIVE_INFINITY));
    this.finish(replay);
  }

  private beginReplay(target: Target): Session {
    if (target.replay) return target.replay;
    const { log } = this.branch;
    const current = this.current!;
    // A run that has yet to come there goes on; another begins anew, from the inputs.
    target.replay =
      current.nowMs <= target.toMs && log === null
        ? current
        : this.start({ ...this.scenario!, objects: '', steps: [...(log ?? current.log)] });
    // What is hidden stays hidden in the past.
    if (target.replay !== this.current) target.replay.veil.predict(this.current!.veil.now);
    return target.replay;
  }

  private finish(replay: Session): void {
    const before = this.current!;
    this.target = undefined;
    const { endMs } = this.branch.journal;
    if (replay !== before || replay.nowMs < endMs) this.knownMs = endMs;
    if (replay === before) return;
    replay.veil.predict(before.veil.now);
    if (before.isRunning) replay.play();
    else replay.pause();
    this.branch = { ...this.branch, log: null };
    this.farthest.replace(before, replay);
    this.current = replay;
    for (const message of this.sticky.values()) tell(replay, message);
  }

  /** What was known after a moment is known no more: from there the run is ahead. */
  private cut(ms: number): void {
    this.screen.cut(ms);
    this.farthest.forget();
    this.knownMs = undefined;
  }

  private replayFrom(ms: number): void {
    const frame = this.branch.journal.at(ms);
    if (frame) this.show(frame);
    this.target = { toMs: Math.max(0, ms), sinceWallMs: Number.NEGATIVE_INFINITY };
  }

  private leave(): void {
    this.others.set(this.branch.id, { ...this.branch, log: this.current!.log });
  }

  private enter(branch: Branch): void {
    this.others.delete(branch.id);
    this.farthest.forget();
    this.branch = branch;
    this.screen.renewBranches();
  }

  private start(scenario: Scenario): Session {
    let made: Session | undefined;
    const post = (message: ToPage): void => {
      // What a replay says on its way has been said before.
      if (made === this.current) this.deliver(message);
    };
    made = new Session(scenario, post, this.wallMs, this.descriptions, this.mine);
    return made;
  }

  private deliver(message: ToPage): void {
    if (message.type !== 'frame') {
      this.post(message);
      return;
    }
    const shown = keepNew(this.branch.journal, this.knownMs, message);
    if (this.knownMs !== undefined && message.nowMs >= this.knownMs) this.knownMs = undefined;
    this.show(shown);
  }

  private show(frame: Frame): void {
    this.screen.show(frame, this.branch, this.others.values());
  }
}
