/** What leaves the normal course of a script; thrown through the interpreter. */

/** `exit`, and errors that end a shell. */
export class ExitShell {
  readonly status: number;

  constructor(status: number) {
    this.status = status;
  }
}

/** `return`. */
export class ReturnFromCall {
  readonly status: number;

  constructor(status: number) {
    this.status = status;
  }
}

/** `break` and `continue`: how many loops are left to leave. */
export class LeaveLoop {
  readonly kind: 'break' | 'continue';
  levels: number;

  constructor(kind: 'break' | 'continue', levels: number) {
    this.kind = kind;
    this.levels = levels;
  }
}

/** An error of the script with a message that has not been printed yet; it ends a shell that is not interactive. */
export class ShellError {
  readonly message: string;
  readonly status: number;
  /** Whether it ends the shell: a failed redirection only fails its command. */
  readonly fatal: boolean;

  constructor(message: string, status = 2, fatal = true) {
    this.message = message;
    this.status = status;
    this.fatal = fatal;
  }
}
