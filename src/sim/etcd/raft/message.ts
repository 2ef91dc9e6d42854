import type { Command } from '../command.ts';
import type { Store } from '../store.ts';

/** A command that a member has put before the others; it is known by its identity. */
export interface Proposal {
  readonly command: Command;
}

/** One place of the replicated log. A leader begins its term with an entry that proposes nothing. */
export interface Entry {
  readonly index: number;
  readonly term: number;
  readonly proposal: Proposal | undefined;
}

/** The state of the store up to an entry of the log, for members that are too far behind. */
export interface Snapshot {
  readonly index: number;
  readonly term: number;
  readonly store: Store;
}

/** What members send each other. `to` and `from` are numbers of members, from 1; `term` is the sender's unless said otherwise. */
export type RaftMessage = { readonly from: number; readonly to: number; readonly term: number } & (
  | {
      /** Asks for a vote; with `pre` only whether there would be one, and the term is the one that would follow. */
      readonly type: 'vote';
      readonly pre: boolean;
      readonly lastIndex: number;
      readonly lastTerm: number;
    }
  | { readonly type: 'voteReply'; readonly pre: boolean; readonly granted: boolean }
  | {
      readonly type: 'append';
      readonly previousIndex: number;
      readonly previousTerm: number;
      readonly entries: readonly Entry[];
      readonly commit: number;
    }
  /** `index` is the last entry that the two share, or with `rejected` the last that they could share. */
  | { readonly type: 'appendReply'; readonly rejected: boolean; readonly index: number }
  | { readonly type: 'heartbeat'; readonly commit: number; readonly read: number }
  | { readonly type: 'heartbeatReply'; readonly read: number }
  | { readonly type: 'snapshot'; readonly snapshot: Snapshot }
  /** Passed on to the leader, whatever the term. */
  | { readonly type: 'propose'; readonly proposal: Proposal }
  | { readonly type: 'read'; readonly read: number }
  | { readonly type: 'readReply'; readonly read: number; readonly index: number }
);

/** One kind of message. */
export type MessageOf<T extends RaftMessage['type']> = Extract<RaftMessage, { readonly type: T }>;
