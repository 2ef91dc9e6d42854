import texts from '../api/openapi/descriptions.gen.json' with { type: 'json' };
import type { Descriptions } from '../api/openapi.ts';

/** What kubectl explain says of types and fields. */
export const descriptions = texts as unknown as Descriptions;
