import { type ApiError, badRequest } from '../../api/status.ts';

/** A body that is not an object of its kind: what is wrong, in the words of the decoder. */
export class DecodeError extends Error {
  private readonly prefix: string;
  /** What the conversion of a patched map says instead. */
  readonly conversionText: string;

  constructor(prefix: string, message: string, conversionText: string) {
    super(message);
    this.prefix = prefix;
    this.conversionText = conversionText;
  }

  asBadRequest(): ApiError {
    return badRequest(this.prefix + this.message);
  }
}
