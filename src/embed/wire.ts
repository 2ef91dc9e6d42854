// What the page around a frame and the frame say to each other by postMessage. Every message has `orrery: 1`.

/** How a goal of an exercise stands: `holding` is so now, and has to stay so for a while. */
export interface GoalState {
  readonly id: string;
  readonly state: 'open' | 'holding' | 'met' | 'failed';
}

/** The run as one looks at it from outside. */
export interface FrameState {
  readonly scenario: string;
  readonly phase: 'starting' | 'live' | 'refused' | 'crashed';
  /** Virtual milliseconds since the cluster was up. */
  readonly nowMs: number;
  readonly running: boolean;
  readonly speed: number;
  readonly nodes: readonly { readonly name: string; readonly ready: string }[];
  readonly pods: readonly {
    readonly namespace: string;
    readonly name: string;
    readonly state: string;
    readonly node: string;
  }[];
  /** Of an exercise; none where there is nothing to reach. */
  readonly goals: readonly GoalState[];
}

/** What can be asked of a frame. Every question is answered; those that change the cluster fail in a read-only frame. */
export type FrameCall =
  /** Starts the scenario of a file's text, or one that ships by its name, or goes to the moment of a link. */
  | { readonly do: 'load'; readonly text?: string; readonly scenario?: string; readonly link?: string }
  | { readonly do: 'run' }
  | { readonly do: 'pause' }
  | { readonly do: 'speed'; readonly speed: number }
  | { readonly do: 'seek'; readonly toMs: number }
  | { readonly do: 'select'; readonly kind: string; readonly namespace: string; readonly name: string }
  | { readonly do: 'apply'; readonly yaml: string }
  | { readonly do: 'kubectl'; readonly line: string }
  | { readonly do: 'getState' }
  /** The link that carries this moment elsewhere. */
  | { readonly do: 'getLink' };

export type Question = { readonly orrery: 1; readonly id: number } & FrameCall;

/** What a call came to. */
export type Answer =
  | { readonly orrery: 1; readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly orrery: 1; readonly id: number; readonly ok: false; readonly error: string };

/** What a frame tells by itself. */
export type News = { readonly orrery: 1 } & (
  | { readonly event: 'ready' }
  /** At most four times a second, when something has changed. */
  | { readonly event: 'state'; readonly state: FrameState }
  /** An Event object of the cluster. */
  | {
      readonly event: 'event';
      readonly reason: string;
      readonly type: string;
      readonly kind: string;
      readonly name: string;
      readonly message: string;
    }
  /** A goal of an exercise has changed its state, or all are met for the first time. */
  | { readonly event: 'goals'; readonly goals: readonly GoalState[]; readonly solved: boolean }
  /** Esc was pressed, with nothing to close: the keys go back to the page around. */
  | { readonly event: 'leave' }
);
