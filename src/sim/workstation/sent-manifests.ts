import type { HttpRequest } from '../apiserver/request.ts';
import type { KubectlBase } from './kubectl-program.ts';

/** The manifests that kubectl sends for the lines of a terminal. */
export interface SentManifests {
  /** kubectl's surroundings, with an ear at the connection. */
  listening(base: KubectlBase): KubectlBase;
  /** What the server has taken since the last call. */
  take(): readonly unknown[];
}

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';
const APPLY_PATCH = 'application/apply-patch+yaml';

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The annotation's value; people may have written anything there. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What the person wrote of the object in a request: as apply keeps it, or the body itself where that is whole. */
function manifestOf({ method, headers, body }: HttpRequest): unknown {
  if (!isRecord(body)) return undefined;
  const { metadata } = body;
  const annotations = isRecord(metadata) ? metadata['annotations'] : undefined;
  const applied = isRecord(annotations) ? annotations[LAST_APPLIED] : undefined;
  if (typeof applied === 'string') return parsed(applied);
  const isWhole = method === 'POST' || Object.values(headers).includes(APPLY_PATCH);
  return isWhole ? body : undefined;
}

/** Notes manifests on their way to the API server, once it has taken them. */
export function createSentManifests(): SentManifests {
  let sent: unknown[] = [];
  return {
    listening: (base) => ({
      ...base,
      transport: function* (request) {
        const response = yield* base.transport(request);
        const manifest = response.code < 300 ? manifestOf(request) : undefined;
        if (manifest !== undefined) sent.push(manifest);
        return response;
      },
    }),
    take: () => {
      const taken = sent;
      sent = [];
      return taken;
    },
  };
}
