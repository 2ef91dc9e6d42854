import { describe, expect, test } from 'vitest';
import bashCases from '../testing/testdata/shell/bash.json' with { type: 'json' };
import busyboxCases from '../testing/testdata/shell/busybox.json' with { type: 'json' };
import dashCases from '../testing/testdata/shell/dash.json' with { type: 'json' };
import { openSink } from './kernel/open-file.ts';
import { createTty } from './kernel/tty.ts';
import { findProgram } from './programs.ts';
import { runScript, type ScriptResult, testMachine } from './testing/machine.ts';

const recorded = { dash: dashCases, bash: bashCases, busybox: busyboxCases };
for (const flavour of ['dash', 'bash', 'busybox'] as const) {
  describe(`what ${flavour} prints, recorded from the real one`, () => {
    for (const { script, stdout, stderr, exitCode } of recorded[flavour]) {
      test(script, () => {
        const { ms: _, ...result } = runScript(script, flavour, '', 60_000);
        expect(result).toEqual({ stdout, stderr, exitCode });
      });
    }
  });
}

describe('what busybox says otherwise', () => {
  const cases: readonly [string, string, Partial<ScriptResult>][] = [
    ['an unknown program', 'foo', { stderr: 'sh: foo: not found\n', exitCode: 127 }],
    [
      'a file that is not there',
      'cat /nope',
      { stderr: "cat: can't open '/nope': No such file or directory\n", exitCode: 1 },
    ],
    ['the same for ls', 'ls /nope', { stderr: 'ls: /nope: No such file or directory\n', exitCode: 1 }],
    [
      'a redirection that fails',
      'echo x >/no/f',
      { stderr: "sh: can't create /no/f: nonexistent directory\n", exitCode: 1 },
    ],
    ['echo knows -e', "echo -e 'a\\tb'; echo 'a\\tb'", { stdout: 'a\tb\na\\tb\n' }],
    [
      'a directory to make that is there',
      'mkdir /etc',
      { stderr: "mkdir: can't create directory '/etc': File exists\n", exitCode: 1 },
    ],
    ['a variable that is not set', 'set -u; echo $nope', { stderr: 'sh: nope: parameter not set\n', exitCode: 2 }],
    ['a division by zero', 'echo $((1/0))', { stderr: 'sh: divide by zero\n', exitCode: 2 }],
    [
      'pi, as the documentation’s Job computes it',
      "perl -Mbignum=bpi -wle 'print bpi(30)'",
      { stdout: '3.14159265358979323846264338328\n' },
    ],
    [
      'a program that is not modelled says so',
      'node app.js',
      {
        stderr:
          "node: programs of this language are not part of the simulation, but for its version, a printed text, python3 -m http.server and perl's bpi\n",
        exitCode: 1,
      },
    ],
    ['a program without permission', 'touch x; ./x', { stderr: 'sh: ./x: Permission denied\n', exitCode: 126 }],
    [
      'a directory to enter that is not there',
      'cd /nope',
      { stderr: "sh: cd: can't cd to /nope: No such file or directory\n", exitCode: 1 },
    ],
  ];
  for (const [title, script, expected] of cases) {
    test(title, () => {
      const { ms: _, ...result } = runScript(script, 'busybox');
      expect(result).toEqual({ stdout: '', stderr: '', exitCode: 0, ...expected });
    });
  }
});

describe('bash', () => {
  const cases: readonly [string, string, Partial<ScriptResult>][] = [
    ['an unknown program', 'foo', { stderr: 'bash: line 1: foo: command not found\n', exitCode: 127 }],
    ['braces and double brackets', '[[ ab == a* ]] && echo {1..3} x{a,b}', { stdout: '1 2 3 xa xb\n' }],
    ['counting loops', 'for ((i=0; i<3; i++)); do echo -n $i; done', { stdout: '012' }],
    [
      'replacing in a variable',
      ['x=banana; echo $', '{x//a/o} $', '{x/a/o} $', '{x:1:3} $', '{x^}'].join(''),
      { stdout: 'bonono bonana ana Banana\n' },
    ],
    [
      'elements of an array: one, the last, all, how many, which',
      ['x=(foo "b c" baz); x[5]=z; echo $', '{x[1]} $', '{x[-1]} $', '{#x[@]} $', '{!x[@]} $', 'x'].join(''),
      { stdout: 'b c z 4 0 1 2 5 foo\n' },
    ],
    [
      'an array that grows, in a loop, in part, element by element changed',
      [
        'x=(a b); x+=(c d); for i in "$',
        '{x[@]:1:2}"; do echo $i; done; echo $',
        '{x[@]/#/n}; unset x[0]; echo $',
        '{#x[*]}',
      ].join(''),
      { stdout: 'b\nc\nna nb nc nd\n3\n' },
    ],
  ];
  for (const [title, script, expected] of cases) {
    test(title, () => {
      const { ms: _, ...result } = runScript(script, 'bash');
      expect(result).toEqual({ stdout: '', stderr: '', exitCode: 0, ...expected });
    });
  }
});

describe('time', () => {
  const cases: readonly [string, string, string, number, number][] = [
    ['sleep takes as long as it says', 'sleep 2.5; echo ok', 'ok\n', 2500, 2510],
    ['jobs run side by side', 'sleep 2 & sleep 3 & wait; echo done', 'done\n', 3000, 3010],
    [
      'a signal with a trap cuts wait short',
      'trap "echo caught; exit 5" TERM; (sleep 1; kill $$) & sleep 100 & wait',
      'caught\n',
      1000,
      1010,
    ],
    [
      'a trap waits for the command in the foreground',
      'trap "echo caught" TERM; (sleep 1; kill $$) & sleep 3; echo end',
      'caught\nend\n',
      3000,
      3010,
    ],
    ['a pipe holds the writer back until the reader reads', 'yes | { sleep 2; head -n 1; }', 'y\n', 2000, 2020],
    ['tail -f shows what is added', 'tail -f f & sleep 1; echo a >>f; sleep 2; kill $!', '', 3000, 3010],
    ['a busy loop lets time pass', 'i=0; while [ $i -lt 5000 ]; do i=$((i+1)); done; echo $i', '5000\n', 50, 5000],
  ];
  for (const [title, script, stdout, fromMs, toMs] of cases) {
    test(title, () => {
      const result = runScript(script);
      expect(result.stdout).toBe(stdout);
      expect(result.ms).toBeGreaterThanOrEqual(fromMs);
      expect(result.ms).toBeLessThan(toMs);
    });
  }

  test('tail -f of a file that grows', () => {
    expect(runScript('echo one >f; tail -f f & sleep 1.5; echo two >>f; sleep 2; kill $!').stdout).toBe('one\ntwo\n');
  });
});

test('a process that needs more memory than the limit of all takes all with it', () => {
  const { stdout, exitCode } = runScript('stress --vm 1 --vm-bytes 500M >/dev/null 2>&1; echo $?');
  expect([stdout, exitCode]).toEqual(['', 137]);
});

test('a fork bomb goes on within its limit, and the rest of the machine with it', () => {
  const { engine, kernel } = testMachine('busybox');
  const bomb = runScript('f() { f | f & }; f; sleep 100', 'busybox', '', 1500, { engine, kernel });
  expect(bomb.exitCode).toBe(-1);
  expect(new Set(bomb.stderr.trimEnd().split('\n'))).toEqual(
    new Set(["sh: can't fork: Resource temporarily unavailable"]),
  );
  expect(kernel.procs.size).toBeLessThanOrEqual(1025);
});

test('a shell at a terminal prompts, echoes, hears Ctrl-C and ends with Ctrl-D', () => {
  const { engine, kernel } = testMachine('busybox');
  let screen = '';
  kernel.create({ argv: ['init'], env: new Map(), cwd: '/', credentials: { uid: 0, gid: 0 }, files: new Map() });
  const tty = createTty(kernel, (data) => {
    screen += data;
  });
  const env = new Map([['PATH', '/bin']]);
  const files = new Map([0, 1, 2].map((fd) => [fd, tty.file]));
  const proc = kernel.create({ argv: ['sh'], env, cwd: '/', credentials: { uid: 0, gid: 0 }, files });
  const found = findProgram(proc, 'sh', '/bin');
  if ('program' in found) kernel.run(proc, found.program(proc));
  const type = (keys: string, ms = 100): void => {
    tty.input(keys);
    engine.runUntil(engine.nowMs + ms);
  };
  type('echo hi\r');
  type('for i in 1 2; do\r');
  type('echo $i; done\r');
  type('sleep 100\r');
  type('\x03');
  type('oops\x7f\x7f\x7f\x7ffalse\r');
  type('echo $?\r');
  type('\x04');
  expect({ screen, alive: proc.alive, exitCode: proc.exitCode }).toEqual({
    screen: [
      '/ # echo hi',
      'hi',
      '/ # for i in 1 2; do',
      '> echo $i; done',
      '1',
      '2',
      '/ # sleep 100',
      '^C',
      '/ # oops\b \b\b \b\b \b\b \bfalse',
      '/ # echo $?',
      '1',
      '/ # ',
      '',
    ].join('\r\n'),
    alive: false,
    exitCode: 0,
  });
});

test('output goes to whoever holds the file, in the order in which it was written', () => {
  const { kernel, engine } = testMachine();
  const seen: string[] = [];
  const sink = openSink((data, by) => seen.push(`${by.name}: ${data}`));
  const env = new Map([['PATH', '/bin']]);
  const proc = kernel.create({
    argv: ['sh', '-c', '(echo b; sleep 1; echo d) & echo a; /bin/echo c; wait'],
    env,
    cwd: '/',
    credentials: { uid: 0, gid: 0 },
    files: new Map([[1, sink]]),
  });
  const found = findProgram(proc, 'sh', '/bin');
  if ('program' in found) kernel.run(proc, found.program(proc));
  engine.runUntil(5000);
  expect(seen).toEqual(['sh: b\n', 'sh: a\n', 'echo: c\n', 'sh: d\n']);
});
