import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';

interface ButtonProps {
  readonly children: ReactNode;
  readonly onClick: () => void;
  readonly icon?: IconName;
  /** The key that does the same. */
  readonly shortcut?: string;
  readonly tone?: 'plain' | 'primary' | 'alarm';
  readonly small?: boolean;
  readonly disabled?: boolean;
  readonly title?: string;
}

/** A labelled button: the label is a verb. */
export function Button({
  children,
  onClick,
  icon,
  shortcut,
  tone = 'plain',
  small = false,
  disabled,
  title,
}: ButtonProps) {
  const look = `btn${small ? ' sm' : ''}${tone === 'primary' ? ' pri' : tone === 'alarm' ? ' alarmy' : ''}`;
  return (
    <button type="button" className={look} onClick={onClick} disabled={disabled} title={title}>
      {icon !== undefined && <Icon name={icon} size={small ? 13 : 14} />}
      {children}
      {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: a kbd takes no focus */}
      {shortcut !== undefined && <kbd aria-hidden="true">{shortcut}</kbd>}
    </button>
  );
}
