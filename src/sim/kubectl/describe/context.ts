import type { Process } from '../../../api/process.ts';
import type { Api } from '../client/api.ts';
import type { AnyObject, ApiResource } from '../client/resource.ts';

/** What a describer may use. */
export interface DescribeContext {
  readonly api: Api;
  /** Unix milliseconds. */
  readonly nowMs: number;
  /** `--show-events`. */
  readonly showEvents: boolean;
  readonly resource: ApiResource;
}

/** Writes an object out for people: lines with tabs between columns. */
export type Describer<T = AnyObject> = (object: T, context: DescribeContext) => Process<string>;
