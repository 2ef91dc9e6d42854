/** A container as a part of its Pod's slab. */
export interface SlabPart {
  readonly name: string;
  /** What it asks for, in thousandths of a CPU; the width of its part. */
  readonly milli: number;
  readonly look: 'ready' | 'running' | 'waiting' | 'wrong' | 'done';
  readonly note: string;
}

const widest = 260;

/** The containers of a Pod side by side, as they divide its slab: as wide as what they ask for. */
export function ContainersSlab({ parts }: { readonly parts: readonly SlabPart[] }) {
  const total = parts.reduce((sum, part) => sum + part.milli, 0);
  return (
    <div className="cslab">
      {parts.map(({ name, milli, look, note }) => (
        <div
          key={name}
          className={look}
          style={{ flexGrow: total === 0 ? 1 : Math.max(milli / total, 60 / widest) }}
          title={`${name}: ${note}`}
        >
          <b>{name}</b>
          <span>{note}</span>
        </div>
      ))}
    </div>
  );
}
