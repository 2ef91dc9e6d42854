import type { Status, StatusCause } from '../../api/k8s/meta-v1.gen.ts';
import { ApiError } from '../../api/status.ts';
import { goQuote } from '../../base/go-quote.ts';
import { ConnectionError } from '../network/network.ts';

/** Several errors of one command, in the order in which they came. Models util/errors.Aggregate. */
export class SeveralErrors extends Error {
  readonly errors: readonly unknown[];

  constructor(errors: readonly unknown[]) {
    const texts = [...new Set(errors.map((error) => textOf(error)))];
    super(texts.length === 1 ? texts[0]! : `[${texts.join(', ')}]`);
    this.errors = errors;
  }
}

/** Ends the command with an exit code; what there was to say has been printed. */
export class ExitError extends Error {
  readonly code: number;

  constructor(code: number) {
    super(`exit ${code}`);
    this.code = code;
  }
}

/** An error that ends the command with another exit code than 1. */
export class CodedError extends Error {
  readonly error: unknown;
  readonly code: number;

  constructor(error: unknown, code: number) {
    super(textOf(error));
    this.error = error;
    this.code = code;
  }
}

/** An error whose text is printed as it stands, without `error: ` before it. */
export class PlainError extends Error {}

/** An error of printing that comes after what has been printed, and more about it, on standard output. */
export class PrintFailure extends Error {
  readonly output: string;

  constructor(message: string, output: string) {
    super(message);
    this.output = output;
  }
}

/** A wrong use of a command: adds where to find help. Models cmdutil.UsageErrorf. */
export function usageError(path: string, text: string): Error {
  return new Error(`${text}\nSee '${path} -h' for help and examples`);
}

/** Throws what has been collected: nothing, the only error, or all of them together. */
export function throwAll(errors: readonly unknown[]): void {
  if (errors.length === 1) throw errors[0];
  if (errors.length > 1) throw new SeveralErrors(errors);
}

/** Says which file an error comes from. Models cmdutil.AddSourceToErr. */
export function withSource(verb: string, source: string, error: unknown): unknown {
  if (!source) return error;
  const text = `error when ${verb} ${goQuote(source)}: ${textOf(error)}`;
  return error instanceof ApiError ? withMessage(error, text) : new Error(text);
}

/** The same refusal with another message. */
export function withMessage(error: ApiError, message: string): ApiError {
  return new ApiError(error.code, error.reason, message, error.status.details);
}

/** A Status object that a server answered with, as an error. */
export function statusError(code: number, status: Status): ApiError {
  return new ApiError(status.code ?? code, status.reason ?? '', status.message ?? '', status.details);
}

/** What kubectl writes to standard error for an error, and its exit code. Models cmdutil.CheckErr. */
export function renderError(error: unknown, server: string): { text: string; exitCode: number } {
  if (error instanceof ExitError) return { text: '', exitCode: error.code };
  if (error instanceof CodedError) return { ...renderError(error.error, server), exitCode: error.code };
  const text = messageOf(error, server);
  return { text: text === '' || text.endsWith('\n') ? text : `${text}\n`, exitCode: 1 };
}

function messageOf(error: unknown, server: string): string {
  if (error instanceof ApiError && error.reason === 'Invalid') return invalidText(error);
  if (error instanceof SeveralErrors) {
    return error.errors.map((each) => `${standardText(each, server) ?? textOf(each)}\n`).join('');
  }
  if (error instanceof PlainError) return error.message;
  const standard = standardText(error, server);
  if (standard !== undefined) return standard;
  const text = textOf(error);
  return text.startsWith('error: ') ? text : `error: ${text}`;
}

/** Models cmdutil.StandardErrorMessage. */
function standardText(error: unknown, server: string): string | undefined {
  if (error instanceof ApiError) {
    if (error.reason === 'Unauthorized') return `error: You must be logged in to the server (${error.message})`;
    return error.reason
      ? `Error from server (${error.reason}): ${error.message}`
      : `Error from server: ${error.message}`;
  }
  if (error instanceof ConnectionError) {
    return error.reason === 'refused'
      ? `The connection to the server ${server} was refused - did you specify the right host or port?`
      : `Unable to connect to the server: dial tcp ${server}: i/o timeout`;
  }
  return undefined;
}

function invalidText(error: ApiError): string {
  const { details, message } = error.status;
  if (!details) return message ? `The request is invalid: ${message}` : 'The request is invalid';
  let text = 'The request is invalid';
  const causes = uniqueCauses(details.causes ?? []);
  if (details.kind || details.name) text = `The ${details.kind ?? ''} ${goQuote(details.name ?? '')} is invalid`;
  else if (message && causes.length === 0) text += `: ${message}`;
  if (causes.length === 0) return text;
  if (causes.length === 1) return `${text}: ${causes[0]}\n`;
  return `${text}: ${causes.map((cause) => `\n* ${cause}`).join('')}\n`;
}

function uniqueCauses(causes: readonly StatusCause[]): string[] {
  return [...new Set(causes.map((cause) => `${cause.field ?? ''}: ${cause.message ?? ''}`))];
}

/** An error's own text. */
export function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
