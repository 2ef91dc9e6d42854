import type { ListOptions } from '../../../api/request.ts';
import type { Host, Listener } from '../../network/network.ts';

/** What the aggregator asks of another API server. */
export type ExtensionRequest =
  | { readonly verb: 'discover' }
  | { readonly verb: 'get'; readonly plural: string; readonly namespace: string; readonly name: string }
  | { readonly verb: 'list'; readonly plural: string; readonly namespace: string; readonly list: ListOptions };

/** An API server that stands behind this one, as its address leads to it. */
export interface Extension {
  readonly host: Host;
  /** Answers with an object or a list; undefined while nothing listens at the address. Refusals are thrown as ApiError. */
  readonly listener: Listener<ExtensionRequest, unknown> | undefined;
}
