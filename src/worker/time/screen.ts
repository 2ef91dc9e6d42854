import type { Frame, ToPage } from '../../protocol/messages.ts';
import { type Branch, branchRows } from './branch.ts';

/** What the page knows of the branches of a run, and has yet to be told. */
export class Screen {
  private readonly post: (message: ToPage) => void;
  /** Whether the page knows which branches there are. */
  private branchesTold = false;
  /** What was known after this moment is known no more; told with the next frame. */
  private cutMs: number | undefined;

  constructor(post: (message: ToPage) => void) {
    this.post = post;
  }

  /** There are other branches than before, or others by name. */
  renewBranches(): void {
    this.branchesTold = false;
  }

  /** The page has to forget what it knows after a moment. */
  cut(ms: number): void {
    this.cutMs = ms;
  }

  /** Begins anew, with another run. */
  reset(): void {
    this.branchesTold = false;
    this.cutMs = undefined;
  }

  /** Sends a frame of a branch. */
  show(frame: Frame, branch: Branch, others: Iterable<Branch>): void {
    const endMs = Math.max(frame.nowMs, branch.journal.endMs);
    const cut = this.cutMs === undefined ? {} : { cutMs: this.cutMs };
    this.cutMs = undefined;
    const isKnown = this.branchesTold && !frame.reset;
    const branches = isKnown ? {} : { branch: branch.id, branches: branchRows([...others, branch]) };
    this.branchesTold = true;
    this.post({ ...frame, endMs, ...cut, ...branches });
  }
}
