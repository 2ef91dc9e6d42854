import { controlPlane } from '../../language/en/control-plane.ts';
import type { MemberRow } from '../../protocol/control-plane.ts';
import { at, type Geometry, type Place } from './geometry.ts';

/** Where the members stand: the leader at the left. */
export function memberPlaces(geometry: Geometry, count: number): readonly Place[] {
  if (count === 1) return [{ x: geometry.cx - 20 * geometry.scale, y: geometry.cy }];
  const angles = count === 3 ? [180, -60, 60] : [180, -108, -36, 36, 108];
  return angles.map((angle) => at(geometry, (count === 3 ? 50 : 58) * geometry.scale, angle));
}

/** The leader first: it stands where requests come in. */
export function ordered(members: readonly MemberRow[]): readonly MemberRow[] {
  const leads = (member: MemberRow) => (member.raft?.role === 'leader' ? 0 : 1);
  return [...members].sort((a, b) => leads(a) - leads(b));
}

function Member({
  place,
  member,
  number,
  side,
  alone,
}: {
  readonly place: Place;
  readonly member: MemberRow;
  readonly number: number;
  readonly side: number;
  readonly alone: boolean;
}) {
  const runs = member.running.includes('etcd');
  const leads = alone || member.raft?.role === 'leader';
  const className = `mem${leads ? ' lead' : ''}${runs ? '' : ' off'}`;
  return (
    <g className={className} data-etcd={member.name} data-role={runs ? (member.raft?.role ?? 'alone') : 'stopped'}>
      <rect x={place.x - side} y={place.y - side} width={2 * side} height={2 * side} rx={2} />
      <text x={place.x} y={place.y + 4.5} textAnchor="middle">
        {runs ? number : '✕'}
      </text>
    </g>
  );
}

/** The members of etcd in the middle, and who leads. */
export function EtcdMembers({
  geometry,
  members,
}: {
  readonly geometry: Geometry;
  readonly members: readonly MemberRow[];
}) {
  const { cx, cy, scale } = geometry;
  const places = memberPlaces(geometry, members.length);
  const side = (members.length > 3 ? 14 : 17) * scale;
  const first = places[0];
  const sorted = ordered(members);
  const leads = sorted[0]?.raft?.role === 'leader';
  if (first === undefined) return null;
  return (
    <g>
      {leads &&
        places
          .slice(1)
          .map(({ x, y }) => <path key={`${x} ${y}`} className="raft" d={`M${first.x} ${first.y}L${x} ${y}`} />)}
      {sorted.map((member, index) => (
        <Member
          key={member.name}
          place={places[index]!}
          member={member}
          number={members.indexOf(member) + 1}
          side={side}
          alone={members.length === 1}
        />
      ))}
      {members.length > 1 && (
        <text className="bs" x={first.x} y={first.y + side + 14} textAnchor="middle">
          {leads ? controlPlane('leader') : controlPlane('noLeader')}
        </text>
      )}
      <text className="bl in-etcd" x={cx + (members.length > 3 ? -8 : 8) * scale} y={cy + 5}>
        etcd
      </text>
    </g>
  );
}

const columns = 8;

/** The newest entries of each member's log, and how far the group has agreed. */
export function RaftLog({
  geometry,
  members,
}: {
  readonly geometry: Geometry;
  readonly members: readonly MemberRow[];
}) {
  const known = members.filter((member) => member.raft !== null);
  if (members.length < 2 || known.length === 0) return null;
  const committed = Math.max(...known.map(({ raft }) => raft!.committed));
  const term = Math.max(...known.map(({ raft }) => raft!.term));
  const newest = Math.max(committed, ...known.map(({ raft }) => raft!.lastIndex));
  const from = newest - columns + 1;
  const x = 22;
  const y = geometry.height - (members.length > 3 ? 152 : 104);
  const cell = 17;
  const edge = x + 86 + (committed - from + 1) * (cell + 3) - 1.5;
  const low = y + members.length * 24;
  return (
    <g className="log" data-term={term}>
      <text className="bl" x={x} y={y - 14}>
        {controlPlane('raftLog', { term })}
      </text>
      {members.map((member, row) => (
        <g key={member.name}>
          <text className="bs" x={x} y={y + row * 24 + 12}>
            {controlPlane('memberRole', {
              row: row + 1,
              role: member.raft === null ? controlPlane('stopped') : controlPlane(`raftRole.${member.raft.role}`),
            })}
          </text>
          {Array.from({ length: columns }, (_, column) => {
            const index = from + column;
            const { stable = 0, lastIndex = 0 } = member.raft ?? {};
            const state = index <= stable ? '' : index <= lastIndex ? 'un' : 'none';
            return (
              <rect
                key={index}
                className={state}
                x={x + 86 + column * (cell + 3)}
                y={y + row * 24}
                width={cell}
                height={16}
              />
            );
          })}
        </g>
      ))}
      <path className="agreed" d={`M${edge} ${y - 7}V${low - 2}`} />
      <text className="bs" x={x + 86} y={low + 12}>
        {from}
      </text>
      <text className="bs time" x={edge} y={low + 12} textAnchor="middle">
        {controlPlane('committedAt', { index: committed })}
      </text>
    </g>
  );
}
