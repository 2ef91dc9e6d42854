import { describe, expect, test } from 'vitest';
import { type Completions, inColumns, type Shell, TerminalSession } from './terminal-session.ts';

/** A terminal whose screen is a text, and a shell that waits to be told what happens. */
function set(completions: Completions = { from: 0, words: [] }) {
  let text = '';
  const lines: string[] = [];
  const keys: string[] = [];
  let moment = (): void => {};
  let done = (_notes: readonly string[]): void => {};
  const shell: Shell = {
    run(line, ended) {
      lines.push(line);
      done = ended;
    },
    keys: (data) => keys.push(data),
    complete: (_line, _cursor, answer) => answer(completions),
    later: (call) => {
      moment = call;
    },
    isComplete: (line) => !line.endsWith('\\'),
  };
  const screen = {
    write: (part: string) => {
      text += part;
    },
    clear: () => {
      text = '';
    },
    columns: () => 80,
  };
  const terminal = new TerminalSession(screen, shell);
  /** What was written, without movements and colours. */
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control sequences are taken out
  const seen = () => text.replace(/\x1b\[[0-9;]*[A-Za-z]/g, '').replace(/\r(?!\n)/g, '');
  return {
    terminal,
    lines,
    keys,
    seen,
    end: (notes: readonly string[] = []) => done(notes),
    passMoment: () => moment(),
  };
}

describe('a terminal', () => {
  test('runs the line that was entered and prints what comes', () => {
    const { terminal, lines, seen, end } = set();
    terminal.type('ls\r');
    terminal.print('stdout', 'a\nb\n');
    end();
    expect(lines).toEqual(['ls']);
    expect(seen()).toMatch(/\$ ls\r\na\r\nb\r\n\$ $/);
  });

  test('says in grey what the page has to say of the line, below what was printed', () => {
    const { terminal, seen, end } = set();
    terminal.type('kubectl apply -f a\r');
    terminal.print('stdout', 'pod/a created\n');
    end(['Pod a: spec.hostUsers has no effect here.']);
    expect(seen()).toMatch(/a\r\npod\/a created\r\n# Pod a: spec\.hostUsers has no effect here\.\r\n\$ $/);
  });

  test('hands keys to the line that runs', () => {
    const { terminal, keys, end, lines } = set();
    terminal.type('cat\r');
    terminal.type('hi\r');
    terminal.type('\x03');
    terminal.type('ls\r');
    end();
    expect(keys).toEqual(['hi\r', '\x03']);
    expect(lines).toEqual(['cat', 'ls']);
  });

  test('hands what follows Ctrl-C on after all when the line that runs does not end', () => {
    const { terminal, keys, passMoment } = set();
    terminal.type('sh\r');
    terminal.type('\x03');
    terminal.type('ls\r');
    passMoment();
    expect(keys).toEqual(['\x03', 'ls\r']);
  });

  test('runs pasted lines one after the other', () => {
    const { terminal, lines, end } = set();
    terminal.type('a\rb\rc');
    expect(lines).toEqual(['a']);
    end();
    expect(lines).toEqual(['a', 'b']);
  });

  test('asks for more while a command is not whole', () => {
    const { terminal, lines, seen } = set();
    terminal.type('echo \\\r');
    expect(seen()).toMatch(/> $/);
    terminal.type('x\r');
    expect(lines).toEqual(['echo \\\nx']);
  });

  test('shows what was done by mouse before the prompt, and after the line that runs', () => {
    const { terminal, seen, end } = set();
    const deed = { line: 'kubectl delete pod a', isCommand: true, stdout: 'pod "a" deleted\n', stderr: '' };
    terminal.show(deed);
    expect(seen()).toMatch(/\$ kubectl delete pod a\r\npod "a" deleted\r\n\$ $/);
    terminal.type('ls\r');
    terminal.show(deed);
    terminal.print('stdout', 'file');
    end();
    expect(seen()).toMatch(/file\r\n\$ kubectl delete pod a\r\npod "a" deleted\r\n\$ $/);
  });

  test('puts in what is common to all completions, and lists them when there is no more', () => {
    const { terminal, seen } = set({ from: 0, words: ['pods', 'podtemplates'] });
    terminal.type('po');
    terminal.type('\t');
    expect(seen()).toMatch(/\$ pod$/);
    terminal.type('\t');
    expect(seen()).toMatch(/\$ pod\r\npods +podtemplates\r\n\$ pod$/);
  });

  test('forgets the line that ran when a new run begins', () => {
    const { terminal, seen, end } = set();
    terminal.type('sleep\r');
    terminal.reset();
    end();
    expect(seen()).toBe('$ ');
  });
});

test('columns are read downwards', () => {
  expect(inColumns(['a', 'b', 'c', 'd', 'e'], 6)).toBe('a  d\nb  e\nc');
});
