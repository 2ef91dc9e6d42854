import './palette.css';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { shell } from '../../language/en/shell.ts';
import { useView } from '../store/view-store.ts';
import { commandEntry, entriesNow, namedEntries, podEntries, whyEntry } from './entries.ts';
import type { Entry } from './entry.ts';
import { type Found, find } from './find.ts';

/** A name with what was found in it set apart. */
function Name({ found: { entry, ranges } }: { readonly found: Found }) {
  const parts = [];
  let at = 0;
  for (let index = 0; index < ranges.length; index += 2) {
    const [from, to] = [ranges[index]!, ranges[index + 1]!];
    parts.push(entry.name.slice(at, from), <mark key={from}>{entry.name.slice(from, to)}</mark>);
    at = to;
  }
  return (
    <span className="palette-name">
      {parts}
      {entry.name.slice(at)}
    </span>
  );
}

interface LinesProps {
  readonly found: readonly Found[];
  readonly at: number;
  readonly onPoint: (index: number) => void;
  readonly onTake: (entry: Entry) => void;
}

function Lines({ found, at, onPoint, onTake }: LinesProps) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.children[at]?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  return (
    <div ref={list} id="palette-list" role="listbox" aria-label={shell('found')}>
      {found.map((line, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the input's
        <div
          key={line.entry.key}
          id={`palette-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === at}
          onPointerMove={() => index !== at && onPoint(index)}
          onClick={() => onTake(line.entry)}
        >
          <Name found={line} />
          <span className="palette-what">{line.entry.what}</span>
          <kbd>{line.entry.shortcut}</kbd>
        </div>
      ))}
    </div>
  );
}

interface PaletteProps {
  readonly canAct: boolean;
  readonly onClose: () => void;
}

/** Finds objects, commands, scenarios and faults by their names, and does what a line says. */
export default function Palette({ canAct, onClose }: PaletteProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const [named, setNamed] = useState<readonly Entry[]>([]);
  const entries = useMemo(() => [...entriesNow(canAct), ...named], [canAct, named]);
  const found = useMemo(() => {
    const command = canAct ? commandEntry(typed) : undefined;
    if (command) return [{ entry: command, ranges: [] }];
    const all = find([...entries, ...podEntries(typed)], typed);
    const absent = whyEntry(typed, all.length > 0);
    return absent ? [{ entry: absent, ranges: [] }, ...all] : all;
  }, [entries, typed, canAct]);
  useEffect(() => {
    dialog.current?.showModal();
    setTyped(useView.getState().typedAhead);
    useView.setState({ typedAhead: '' });
    let isOpen = true;
    void namedEntries().then((more) => isOpen && setNamed(more));
    return () => {
      isOpen = false;
    };
  }, []);
  const take = (entry: Entry): void => {
    onClose();
    entry.run();
  };
  const press = (event: KeyboardEvent): void => {
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (event.key === 'Enter' && found[at]) take(found[at].entry);
    // At once, not with the dialog's later event: the next key may open it again.
    else if (event.key === 'Escape') onClose();
    else if (by !== undefined) setAt(Math.max(0, Math.min(found.length - 1, at + by)));
    else return;
    event.preventDefault();
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Esc closes it; the click is on the backdrop
    <dialog
      ref={dialog}
      className="palette"
      aria-label={shell('find')}
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && onClose()}
    >
      <input
        role="combobox"
        aria-expanded="true"
        aria-controls="palette-list"
        aria-activedescendant={found[at] ? `palette-${at}` : undefined}
        aria-label={shell('find')}
        placeholder={shell('findHint')}
        autoComplete="off"
        spellCheck={false}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setAt(0);
        }}
        onKeyDown={press}
      />
      <Lines found={found} at={at} onPoint={setAt} onTake={take} />
      {found.length === 0 && <p className="palette-none">{shell('nothingFound')}</p>}
    </dialog>
  );
}
