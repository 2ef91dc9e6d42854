import { type ReactNode, useEffect, useRef } from 'react';

interface PopoverProps {
  readonly label: string;
  readonly onClose: () => void;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A floating panel below its button: closes by Esc, a press outside, or when focus leaves. Takes focus at once. */
export function Popover({ label, onClose, className = '', children }: PopoverProps) {
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    const first = panel.current?.querySelector<HTMLElement>('button:not(:disabled), select, input, a[href]');
    first?.focus();
    const press = (event: PointerEvent) => {
      const inside = panel.current?.parentElement?.contains(event.target as Element) ?? false;
      if (!inside) onClose();
    };
    const key = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      onClose();
      if (before instanceof HTMLElement) before.focus();
    };
    document.addEventListener('pointerdown', press, true);
    document.addEventListener('keydown', key, true);
    return () => {
      document.removeEventListener('pointerdown', press, true);
      document.removeEventListener('keydown', key, true);
    };
  }, [onClose]);
  return (
    <div ref={panel} className={`popover ${className}`} role="dialog" aria-label={label}>
      {children}
    </div>
  );
}
