import { common } from '../language/en/common.ts';
/** Outlines of the state glyphs on a 12 px grid. No colour is needed to tell them apart. */
export const glyphPaths = {
  pending: ['M3 2h6M3 10h6M3.6 2c0 2.4 4.8 5.6 4.8 8M8.4 2C8.4 4.4 3.6 7.6 3.6 10'],
  creating: ['M6 1.5v5M3.7 4.4 6 6.7l2.3-2.3', 'M1.8 7.5v2.7h8.4V7.5'],
  notready: ['M1.8 6a4.2 4.2 0 1 0 8.4 0a4.2 4.2 0 1 0 -8.4 0', 'fill:M6 1.8a4.2 4.2 0 0 1 0 8.4z'],
  ready: ['fill:M3 6a3 3 0 1 0 6 0a3 3 0 1 0 -6 0'],
  crash: ['M9.8 4.2A4.2 4.2 0 1 0 10.2 7', 'M10.1 1.9v2.6H7.5'],
  imgpull: ['M6 1.2v4.6M3.8 3.8 6 6l2.2-2.2', 'M3.8 7.9l4.4 3.2M8.2 7.9l-4.4 3.2'],
  completed: ['M2 6.4 4.9 9.2 10 3.2'],
  failed: ['M2.8 2.8l6.4 6.4M9.2 2.8 2.8 9.2'],
  terminating: ['M1.6 6a4.4 4.4 0 1 0 8.8 0a4.4 4.4 0 1 0 -8.8 0', 'M3.8 6h4.4'],
  evicted: ['M5 2H2v8h8V7', 'M6.8 1.8h3.6v3.6M10.2 2 5.6 6.6'],
  unknown: ['M4 4.1C4 2.9 4.9 2.1 6 2.1s2 .7 2 1.9C8 5.4 6 5.5 6 7.2', 'M6 9.4v.4'],
} as const;

export type PodGlyphName = keyof typeof glyphPaths;

/** States whose glyph sits on a vermilion badge: something is wrong. */
export const wrongStates: ReadonlySet<string> = new Set(['crash', 'imgpull', 'failed', 'evicted']);

/** What the specimen sheet calls each state, in the cluster's own terms where it has one. */
export const stateNames: Readonly<Record<PodGlyphName, string>> = {
  pending: 'Pending',
  creating: 'ContainerCreating',
  get notready() {
    return common('notReady');
  },
  ready: 'Ready',
  crash: 'CrashLoopBackOff',
  imgpull: 'ImagePullBackOff',
  completed: 'Completed',
  failed: 'Failed',
  terminating: 'Terminating',
  evicted: 'Evicted',
  unknown: 'Unknown',
};

interface GlyphProps {
  readonly state: PodGlyphName;
  readonly x?: number;
  readonly y?: number;
  readonly size?: number;
  /** Without the vermilion badge, for places of a few pixels. */
  readonly plain?: boolean;
}

/** The glyph as an SVG group, for figures. */
export function GlyphMark({ state, x = 0, y = 0, size = 12, plain = false }: GlyphProps) {
  const wrong = wrongStates.has(state);
  const badge = wrong && !plain;
  return (
    <g transform={`translate(${x} ${y}) scale(${size / 12})`} className={badge ? 'gl bad' : wrong ? 'gl badp' : 'gl'}>
      {badge && <circle cx="6" cy="6" r="7.6" className="badge" />}
      <g
        fill="none"
        stroke="currentColor"
        strokeWidth={badge ? 1.9 : 1.5}
        strokeLinecap="round"
        strokeLinejoin="round"
        transform={badge ? 'translate(1.2 1.2) scale(.8)' : undefined}
      >
        {glyphPaths[state].map((path) =>
          path.startsWith('fill:') ? (
            <path key={path} d={path.slice(5)} fill="currentColor" stroke="none" />
          ) : (
            <path key={path} d={path} />
          ),
        )}
      </g>
    </g>
  );
}

/** The glyph as an inline picture, for text. */
export function PodGlyph({ state, size = 12 }: { readonly state: PodGlyphName; readonly size?: number }) {
  return (
    <svg className="glh" width={size + 4} height={size + 4} viewBox="-2 -2 16 16" aria-hidden="true">
      <GlyphMark state={state} />
    </svg>
  );
}
