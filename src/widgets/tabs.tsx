import { type KeyboardEvent, type ReactNode, useRef } from 'react';
import { common } from '../language/en/common.ts';

export interface Tab {
  readonly id: string;
  readonly label: ReactNode;
  /** A number beside the label. */
  readonly count?: number;
  /** A dot: something in it waits. */
  readonly dot?: boolean;
}

interface TabsProps {
  readonly label: string;
  readonly tabs: readonly Tab[];
  readonly active: string;
  readonly onSelect: (id: string) => void;
}

/** A tab list with the arrow keys of the ARIA pattern. The panel is the caller's. */
export function Tabs({ label, tabs, active, onSelect }: TabsProps) {
  const list = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent) => {
    const at = tabs.findIndex((tab) => tab.id === active);
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const next = tabs[(at + step + tabs.length) % tabs.length];
    if (next === undefined) return;
    onSelect(next.id);
    list.current?.querySelectorAll('button')[tabs.indexOf(next)]?.focus();
  };
  return (
    <div className="tabs" role="tablist" aria-label={label} ref={list} onKeyDown={move}>
      {tabs.map((tab) => (
        <button
          type="button"
          key={tab.id}
          role="tab"
          aria-selected={tab.id === active}
          tabIndex={tab.id === active ? 0 : -1}
          className="ptab"
          onClick={() => onSelect(tab.id)}
        >
          {tab.label}
          {tab.count !== undefined && <span className="n">{tab.count}</span>}
          {tab.dot === true && <i className="dot" title={common('notApplied')} />}
        </button>
      ))}
    </div>
  );
}
