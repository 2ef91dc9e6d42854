import { controlPlane } from '../../language/en/control-plane.ts';
import { arc, at, type Geometry, spoke, underArc } from './geometry.ts';

/** The gates that a request crosses, from the outermost; `ring` is the index of the outer radius. */
export const gates = [
  { id: 'authn', ring: 5 },
  { id: 'authz', ring: 4 },
  { id: 'mutating', ring: 3 },
  { id: 'validating', ring: 2 },
] as const;

const ticks = 72;

/** The dial turns one tick for each revision of the store. */
function Dial({ geometry, revision }: { readonly geometry: Geometry; readonly revision: number }) {
  const { cx, cy, rings, scale } = geometry;
  const mark = (index: number) => {
    const long = index % 6 === 0;
    const angle = -90 + (index * 360) / ticks;
    const to = rings[0] + (long ? 9 : 5) * scale;
    return <path key={index} className={long ? 'dial b' : 'dial'} d={spoke(geometry, rings[0], to, angle)} />;
  };
  return (
    <g clipPath="url(#cp-dial)">
      <g
        className="dial-turn"
        style={{ transform: `rotate(${(revision * 360) / ticks}deg)`, transformOrigin: `${cx}px ${cy}px` }}
      >
        {Array.from({ length: ticks }, (_, index) => mark(index))}
      </g>
    </g>
  );
}

function Labels({ geometry, revision }: { readonly geometry: Geometry; readonly revision: number }) {
  const { rings, scale } = geometry;
  const middle = (outer: number) => (rings[outer]! + rings[outer - 1]!) / 2 - 4 * scale;
  const size = Math.max(9, Math.min(12, 12 * scale));
  return (
    <>
      {gates.map(({ id, ring }) => (
        <g key={id}>
          <path id={`cp-${id}`} d={arc(geometry, middle(ring), -165, -15)} fill="none" />
          <text className="rl" style={{ fontSize: size }}>
            <textPath href={`#cp-${id}`} startOffset="50%" textAnchor="middle">
              {controlPlane(`gate.${id}`)}
            </textPath>
          </text>
        </g>
      ))}
      <path id="cp-cache" d={underArc(geometry, (rings[0] + rings[1]) / 2 + 4 * scale, 150, 30)} fill="none" />
      <text className="rl time" style={{ fontSize: size - 1 }}>
        <textPath href="#cp-cache" startOffset="50%" textAnchor="middle">
          {controlPlane('watchCache', { revision })}
        </textPath>
      </text>
    </>
  );
}

/** The part of the dial without its underside, where the text stands. */
function DialClip({ geometry }: { readonly geometry: Geometry }) {
  const { cx, cy, rings } = geometry;
  const from = at(geometry, rings[1], 135);
  const to = at(geometry, rings[1], 45);
  return (
    <clipPath id="cp-dial">
      <path d={`M${cx} ${cy}L${from.x} ${from.y}A${rings[1]} ${rings[1]} 0 1 1 ${to.x} ${to.y}Z`} />
    </clipPath>
  );
}

/** The API server: rings around the watch cache and etcd. */
export function Rings({
  geometry,
  revision,
  stopped,
}: {
  readonly geometry: Geometry;
  readonly revision: number;
  readonly stopped: boolean;
}) {
  const { cx, cy, rings } = geometry;
  const circle = (radius: number, className: string) => (
    <circle key={`${className}${radius}`} className={className} cx={cx} cy={cy} r={radius} />
  );
  return (
    <g className={stopped ? 'api stopped' : 'api'}>
      <defs>
        <DialClip geometry={geometry} />
      </defs>
      {[5, 4, 3, 2].map((ring, index) => circle(rings[ring]!, index % 2 === 0 ? 'band' : 'band b2'))}
      {[4, 3, 2].map((ring) => circle(rings[ring]!, 'ring'))}
      {circle(rings[1], 'cache')}
      {circle(rings[0], 'core')}
      <circle className="rim" cx={cx} cy={cy} r={rings[5]} />
      <Dial geometry={geometry} revision={revision} />
      <Labels geometry={geometry} revision={revision} />
    </g>
  );
}
