import type { PodGlyphName } from './pod-glyph.tsx';

const marks: Readonly<Record<PodGlyphName, string>> = {
  ready: 'r',
  notready: 'n',
  creating: 'c',
  pending: 'p',
  crash: 'x',
  imgpull: 'x',
  failed: 'x',
  evicted: 'x',
  terminating: 't',
  unknown: 't',
  completed: 'd',
};

/** A bar in parts, for more Pods than ticks can show. */
function Proportions({ states }: { readonly states: readonly PodGlyphName[] }) {
  const counts = new Map<string, number>();
  for (const state of states) counts.set(marks[state], (counts.get(marks[state]) ?? 0) + 1);
  return (
    <span className="ticks bar" aria-hidden="true">
      {[...counts].map(([mark, count]) => (
        <i key={mark} className={`tk ${mark}`} style={{ flexGrow: count }} />
      ))}
    </span>
  );
}

/** Readiness ticks of a workload: a small square a Pod. The legend that is also the data. */
export function Ticks({ states, most = 20 }: { readonly states: readonly PodGlyphName[]; readonly most?: number }) {
  if (states.length > most) return <Proportions states={states} />;
  return (
    <span className="ticks" aria-hidden="true">
      {states.map((state, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: ticks have no identity, only a place
        <i key={index} className={`tk ${marks[state]}`} />
      ))}
    </span>
  );
}
