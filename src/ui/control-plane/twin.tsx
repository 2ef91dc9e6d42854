import { controlPlane } from '../../language/en/control-plane.ts';
import { FigureTwin, type TwinItem } from '../../widgets/figure-twin.tsx';
import { useView } from '../store/view-store.ts';
import type { BodyState } from './bodies.tsx';
import { at, type Body, type Geometry, managerAngle } from './geometry.ts';
import { useJourney } from './journey-store.ts';
import { type Step, spokeOf } from './steps.ts';

interface CastTwinProps {
  readonly geometry: Geometry;
  readonly bodies: readonly Body[];
  readonly steps: readonly Step[];
  readonly stopped: ReadonlySet<string>;
  readonly stateOf: (body: Body) => BodyState;
  readonly open: (id: string) => void;
}

/** A square around a place of the figure. */
const around = ({ x, y }: { readonly x: number; readonly y: number }, half: number) => ({
  x: x - half,
  y: y - half,
  w: 2 * half,
  h: 2 * half,
});

/** The last thing that was done by, told to or written in a component; what travels is said by it. */
function lastStep(id: string, steps: readonly Step[]): string {
  const step = steps.findLast((each) => spokeOf(each) === id || each.who.includes(id));
  if (step === undefined) return '';
  const { kind, text, code, count } = step;
  return controlPlane(`twin.${kind}`, { text, code, count });
}

const said = (parts: readonly string[]) => parts.filter((part) => part !== '').join(', ');

/** The control plane for the keyboard and for screen readers, in the order in which it stands around the API server. */
export function CastTwin({ geometry, bodies, steps, stopped, stateOf, open }: CastTwinProps) {
  const component = useJourney((state) => state.component);
  const selection = useView((state) => state.selection);
  const { cx, cy, orbit, rings, scale } = geometry;
  const fixed = (id: string, place: TwinItem['place']): TwinItem => ({
    ...{ id, level: 1, isSelected: component === id, place, open: () => open(id) },
    label: said([id, stopped.has(id) ? controlPlane('stopped') : '', lastStep(id, steps)]),
  });
  const itemOf = (body: Body): TwinItem => ({
    ...{ id: body.id, level: body.kind === 'controller' ? 2 : 1, open: () => open(body.id) },
    label: said([body.label, stateOf(body).note, lastStep(body.id, steps)]),
    isSelected: component === body.id || (selection?.kind === 'Node' && selection.name === body.id),
    place: around(at(geometry, orbit, body.angle), 15),
  });
  const isController = ({ kind }: Body) => kind === 'controller';
  const first = bodies.findIndex(isController);
  const before = first < 0 ? bodies : bodies.slice(0, first);
  const controllers = bodies.filter(isController);
  const after = bodies.slice(before.length + controllers.length);
  const items = [
    fixed('kube-apiserver', around({ x: cx, y: cy }, rings[5])),
    fixed('etcd', around({ x: cx, y: cy }, rings[0])),
    ...before.map(itemOf),
    fixed('kube-controller-manager', around(at(geometry, orbit + 23 * scale, managerAngle), 15)),
    ...controllers.map(itemOf),
    ...after.map(itemOf),
  ];
  return <FigureTwin label={controlPlane('title')} items={items} />;
}
