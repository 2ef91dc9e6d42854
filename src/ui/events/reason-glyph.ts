import type { PodGlyphName } from '../../widgets/pod-glyph.tsx';

/** The Pod state that an event's reason leads to, where it has one. */
const glyphs: Readonly<Record<string, PodGlyphName>> = {
  FailedScheduling: 'pending',
  Scheduled: 'ready',
  Pulling: 'creating',
  Pulled: 'creating',
  Created: 'creating',
  Started: 'notready',
  Killing: 'terminating',
  TaintManagerEviction: 'terminating',
  SuccessfulDelete: 'terminating',
  SuccessfulCreate: 'pending',
  BackOff: 'crash',
  Failed: 'failed',
  Unhealthy: 'notready',
  NodeNotReady: 'unknown',
  Evicted: 'evicted',
};

export function glyphOfReason(reason: string): PodGlyphName | null {
  return glyphs[reason] ?? null;
}
