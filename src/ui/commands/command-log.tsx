import './commands.css';
import { type FormEvent, type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react';
import { type Command, kubectl, useCommands } from '../store/commands.ts';
import { shortTime } from '../store/format-time.ts';

function Entry({ command }: { readonly command: Command }) {
  return (
    <div className="cmd">
      <div className="cmd-line">
        {command.isKubectl ? (
          <>
            <span className="pr">$</span> <b>kubectl {command.line}</b>
          </>
        ) : (
          <b className="deed">{command.line}</b>
        )}
        <time>{shortTime(command.atMs)}</time>
      </div>
      {command.stdout !== '' && <pre>{command.stdout.trimEnd()}</pre>}
      {command.stderr !== '' && <pre className="alarm">{command.stderr.trimEnd()}</pre>}
      {command.pending && <pre className="muted">…</pre>}
    </div>
  );
}

/** Keeps the newest line in view unless the reader has scrolled up. */
function useFollowEnd(length: number, lastPending: boolean) {
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: scroll when something was added or answered
  useLayoutEffect(() => {
    const element = box.current;
    if (element !== null && atEnd.current) element.scrollTop = element.scrollHeight;
  }, [length, lastPending]);
  const note = () => {
    const element = box.current!;
    atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < 24;
  };
  return { box, note };
}

function Prompt() {
  const [text, setText] = useState('');
  const [back, setBack] = useState(0);
  const run = (event: FormEvent) => {
    event.preventDefault();
    const line = text.trim().replace(/^kubectl\s+/, '');
    if (line === '') return;
    setText('');
    setBack(0);
    void kubectl(line);
  };
  const recall = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const lines = useCommands.getState().commands.filter((command) => command.isKubectl);
    const next = Math.max(0, Math.min(lines.length, back + step));
    setBack(next);
    setText(next === 0 ? '' : lines[lines.length - next]!.line);
  };
  return (
    <form className="prompt" onSubmit={run}>
      <label htmlFor="kubectl-line">
        <span className="pr">$</span> kubectl
      </label>
      <input
        id="kubectl-line"
        value={text}
        placeholder="get pods -o wide"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={recall}
      />
    </form>
  );
}

/** What was done, as the kubectl commands that do the same, with what they printed. */
export function CommandLog() {
  const commands = useCommands((state) => state.commands);
  const { box, note } = useFollowEnd(commands.length, commands.at(-1)?.pending ?? false);
  return (
    <div className="term">
      <div
        className="term-log"
        ref={box}
        onScroll={note}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        tabIndex={0}
        role="log"
        aria-label="Commands"
        data-testid="commands"
      >
        {commands.length === 0 && (
          <p className="muted">What you do by mouse or key appears here as the command that does the same.</p>
        )}
        {commands.map((command) => (
          <Entry key={command.key} command={command} />
        ))}
      </div>
      <Prompt />
    </div>
  );
}
