import './commands.css';
import { shell } from '../../language/en/shell.ts';
import { type Command, useCommands } from '../store/commands.ts';
import { shortTime } from '../store/format-time.ts';

function Entry({ command }: { readonly command: Command }) {
  return (
    <div>
      <div>
        {command.isCommand ? `$ ${command.line}` : command.line} <time>{shortTime(command.atMs)}</time>
      </div>
      {command.stdout !== '' && <pre>{command.stdout.trimEnd()}</pre>}
      {command.stderr !== '' && <pre>{command.stderr.trimEnd()}</pre>}
      {command.notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
    </div>
  );
}

/** What was done, as the commands that do the same, with what they printed: the terminal's text for screen readers. */
export function CommandLog() {
  const commands = useCommands((state) => state.commands);
  return (
    <div className="hidden-text" role="log" aria-label={shell('commands')} data-testid="commands">
      {commands.map((command) => (
        <Entry key={command.key} command={command} />
      ))}
    </div>
  );
}
