import '@xterm/xterm/css/xterm.css';
import { FitAddon } from '@xterm/addon-fit';
import { type ITheme, Terminal } from '@xterm/xterm';
import { mirror } from '../store/cluster-store.ts';
import { type Command, shell, useCommands } from '../store/commands.ts';
import { useLooks } from '../store/looks.ts';
import { call, tell } from '../store/session.ts';
import { tokenColor } from '../store/token-color.ts';
import { select, useView } from '../store/view-store.ts';
import { isComplete } from './is-complete.ts';
import { joinSelection } from './link-names.ts';
import { objectOfLine } from './named.ts';
import { TerminalSession } from './terminal-session.ts';

/** The page's terminal: its element moves between the places where a layout shows it. */
export interface XtermScreen {
  readonly element: HTMLElement;
  /** Fits columns and rows to the element. */
  fit(): void;
  focus(): void;
}

function theme(): ITheme {
  return {
    background: tokenColor('paper'),
    foreground: tokenColor('ink-2'),
    cursor: tokenColor('ink-3'),
    cursorAccent: tokenColor('paper'),
    selectionBackground: tokenColor('o5-wash'),
    selectionForeground: tokenColor('ink'),
    red: tokenColor('alarm'),
    yellow: tokenColor('time'),
    green: tokenColor('good'),
    blue: tokenColor('link'),
    magenta: tokenColor('o4-edge'),
    cyan: tokenColor('o3-edge'),
    white: tokenColor('ink-2'),
    black: tokenColor('ink'),
    brightBlack: tokenColor('ink-3'),
  };
}

/** Shows what was done elsewhere on the page once it is over, and forgets all when a new run begins. */
function followCommands(session: TerminalSession): void {
  const shown = new Set<number>();
  const show = (commands: readonly Command[]): void => {
    for (const command of commands) {
      if (command.pending || command.isTyped || shown.has(command.key)) continue;
      shown.add(command.key);
      session.show(command);
    }
  };
  show(useCommands.getState().commands);
  useCommands.subscribe(({ commands }, before) => {
    if (commands.length < before.commands.length && commands.every(({ pending }) => pending)) session.reset();
    show(commands);
  });
}

/** A command about one object selects it: the picture shows what is spoken of. */
function selectNamed(line: string): void {
  const named = objectOfLine(line, mirror);
  if (named !== null) select(named);
}

/** Makes the terminal. */
export function createXtermScreen(): XtermScreen {
  const element = document.createElement('div');
  element.className = 'xterm-box';
  const term = new Terminal({
    fontFamily: getComputedStyle(document.documentElement).getPropertyValue('--mono') || 'monospace',
    fontSize: 11.5,
    lineHeight: 1.15,
    cursorBlink: false,
    scrollback: 5_000,
    // Decorations count as proposed.
    allowProposedApi: true,
    theme: theme(),
  });
  const fitting = new FitAddon();
  term.loadAddon(fitting);
  const session = new TerminalSession(
    {
      write: (text) => term.write(text),
      clear: () => term.write('\x1b[2J\x1b[3J\x1b[H'),
      columns: () => term.cols,
    },
    {
      run(line, done) {
        const size = { columns: term.cols, rows: term.rows };
        selectNamed(line);
        void shell(line, size, (stream, data) => session.print(stream, data)).then(done);
      },
      keys: (data) => tell({ type: 'keys', data }),
      complete(line, cursor, answer) {
        void call({ type: 'complete', line, cursor }).then((message) => {
          answer(message.type === 'completions' ? message : { from: cursor, words: [] });
        });
      },
      later: (call) => setTimeout(call, 300),
      isComplete,
    },
  );
  term.onData((data) => session.type(data));
  // Tab completes; Shift-Tab goes on to the next control, and Esc gives the keys back to the page.
  term.attachCustomKeyEventHandler((event) => !(event.key === 'Tab' && event.shiftKey));
  const recolour = () => requestAnimationFrame(() => (term.options.theme = theme()));
  useView.subscribe((state, before) => {
    if (state.theme !== before.theme) recolour();
  });
  useLooks.subscribe((state, before) => {
    if (state.contrast !== before.contrast) recolour();
  });
  let opened = false;
  return {
    element,
    fit() {
      if (!element.isConnected || element.clientWidth === 0) return;
      if (!opened) {
        opened = true;
        term.open(element);
        fitting.fit();
        followCommands(session);
        joinSelection(term);
        session.redraw();
        return;
      }
      const { cols } = term;
      fitting.fit();
      if (term.cols !== cols) session.redraw();
    },
    focus: () => term.focus(),
  };
}
