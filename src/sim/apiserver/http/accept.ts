import { ApiError } from '../../../api/status.ts';

/** What a client wants to get: JSON or YAML, of the object itself or of a view of it. */
export interface Representation {
  readonly format: 'json' | 'yaml';
  /** '' for the object itself, else Table, PartialObjectMetadata, PartialObjectMetadataList, APIGroupDiscoveryList. */
  readonly as: string;
  /** Version that the view was asked for in. */
  readonly version: string;
}

const PLAIN: Representation = { format: 'json', as: '', version: '' };
const VIEWS = ['Table', 'PartialObjectMetadata', 'PartialObjectMetadataList', 'APIGroupDiscoveryList'];

/** Picks the first representation of an Accept header that the server has. Throws ApiError 406. */
export function negotiate(accept: string | undefined): Representation {
  if (!accept) return PLAIN;
  for (const clause of accept.split(',')) {
    const [type = '', ...parameters] = clause.split(';').map((part) => part.trim());
    const options = new Map(parameters.map((each) => each.split('=') as [string, string]));
    const format = formatOf(type);
    const as = options.get('as') ?? '';
    if (!format || (as !== '' && !VIEWS.includes(as))) continue;
    return { format, as, version: options.get('v') ?? '' };
  }
  throw notAcceptable();
}

function formatOf(type: string): Representation['format'] | undefined {
  if (type === 'application/json' || type === '*/*' || type === 'application/*') return 'json';
  return type === 'application/yaml' ? 'yaml' : undefined;
}

/** 406 with the types that there are. */
export function notAcceptable(): ApiError {
  const types = ['json', 'yaml', 'vnd.kubernetes.protobuf'].map((each) => `application/${each}`);
  const streams = ['json', 'vnd.kubernetes.protobuf'].map((each) => `application/${each};stream=watch`);
  const message = `406: Not Acceptable\n\nAvailable representations: ${[...types, ...streams].join(', ')}`;
  return new ApiError(406, 'NotAcceptable', message, {});
}
