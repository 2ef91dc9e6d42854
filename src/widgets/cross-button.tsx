import { Icon } from './icon.tsx';

interface CrossButtonProps {
  /** What it does, for whom it is read to. */
  readonly label: string;
  /** What is said when one points at it, where that is not the label. */
  readonly tip?: string;
  readonly size?: number;
  readonly onClick: () => void;
}

/** A cross that closes, leaves or removes what it stands at. */
export function CrossButton({ label, tip = label, size = 12, onClick }: CrossButtonProps) {
  return (
    <button type="button" className="tb" aria-label={label} title={tip} onClick={onClick}>
      <Icon name="close" size={size} />
    </button>
  );
}
