/** A body on the orbit around the API server. */
export interface Body {
  readonly id: string;
  readonly label: string;
  readonly kind: 'person' | 'controller' | 'component' | 'node' | 'other';
  /** Degrees, clockwise from the right. */
  readonly angle: number;
}

export interface Place {
  readonly x: number;
  readonly y: number;
}

/** The measures of the figure: of a drawing 1003 × 784 px, scaled. */
export interface Geometry {
  readonly width: number;
  readonly height: number;
  readonly cx: number;
  readonly cy: number;
  readonly scale: number;
  /** Radius of the orbit. */
  readonly orbit: number;
  /** Radii: core, dial, validation, mutating admission, authorization, authentication. */
  readonly rings: readonly [number, number, number, number, number, number];
}

const drawn = { width: 1003, height: 784 };
const radii = [96, 118, 142, 166, 190, 214] as const;

export function geometryOf(width: number, height: number): Geometry {
  const narrow = width < 620;
  const scale = narrow ? Math.min(width / 800, height / 800) : Math.min(width / drawn.width, height / drawn.height);
  const [a, b, c, d, e, f] = radii;
  return {
    width,
    height,
    cx: width * 0.497,
    // Two rows of names stand above the orbit, one below it.
    cy: height * (narrow ? 0.525 : 0.492),
    scale,
    orbit: 300 * scale,
    rings: [a * scale, b * scale, c * scale, d * scale, e * scale, f * scale],
  };
}

/** A place at a distance from the middle. */
export function at({ cx, cy }: Geometry, radius: number, angle: number): Place {
  const radians = (angle * Math.PI) / 180;
  return { x: cx + radius * Math.cos(radians), y: cy + radius * Math.sin(radians) };
}

const point = ({ x, y }: Place) => `${x.toFixed(1)} ${y.toFixed(1)}`;

/** A straight line between two distances from the middle. */
export function spoke(geometry: Geometry, from: number, to: number, angle: number): string {
  return `M${point(at(geometry, from, angle))}L${point(at(geometry, to, angle))}`;
}

/** An arc around the middle, clockwise. */
export function arc(geometry: Geometry, radius: number, from: number, to: number): string {
  const large = to - from > 180 ? 1 : 0;
  return `M${point(at(geometry, radius, from))}A${radius} ${radius} 0 ${large} 1 ${point(at(geometry, radius, to))}`;
}

/** An arc along its underside, against the clock, on which text stands upright below the middle. */
export function underArc(geometry: Geometry, radius: number, from: number, to: number): string {
  return `M${point(at(geometry, radius, from))}A${radius} ${radius} 0 0 0 ${point(at(geometry, radius, to))}`;
}

/** Where the arc of the controller manager ends. */
export const managerArc = { from: -157, to: -51 };

/** Spreads over a range of angles. */
function spread(count: number, from: number, to: number): readonly number[] {
  if (count === 1) return [(from + to) / 2];
  return Array.from({ length: count }, (_, index) => from + ((to - from) * index) / (count - 1));
}

/** Places the bodies: the person left, controllers above, scheduler and cloud right, nodes below. */
export function bodiesOf(
  controllers: readonly string[],
  nodes: readonly string[],
  others: readonly string[],
): readonly Body[] {
  const controllerAngles = spread(controllers.length, -147, -61);
  const nodeAngles = spread(nodes.length, 136, 44);
  return [
    { id: 'kubectl', label: 'kubectl', kind: 'person', angle: 180 },
    ...others.slice(0, 1).map((id): Body => ({ id, label: id, kind: 'other', angle: 157 })),
    ...controllers.map((id, index): Body => ({ id, label: id, kind: 'controller', angle: controllerAngles[index]! })),
    { id: 'kube-scheduler', label: 'kube-scheduler', kind: 'component', angle: -24 },
    { id: 'cloud-controller-manager', label: 'cloud-controller-manager', kind: 'component', angle: 10 },
    ...nodes.map((id, index): Body => ({ id, label: id, kind: 'node', angle: nodeAngles[index]! })).reverse(),
  ];
}

/** The middle of the arc, where what concerns the whole controller manager is shown. */
export const managerAngle = -90;
