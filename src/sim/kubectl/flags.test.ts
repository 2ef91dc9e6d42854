import { expect, test } from 'vitest';
import { type FlagSpec, parseFlags } from './flags.ts';

const specs: readonly FlagSpec[] = [
  { name: 'output', short: 'o', type: 'string' },
  { name: 'watch', short: 'w', type: 'bool' },
  { name: 'all-namespaces', short: 'A', type: 'bool' },
  { name: 'replicas', type: 'int', default: '1' },
  { name: 'timeout', type: 'duration' },
  { name: 'filename', short: 'f', type: 'list' },
  { name: 'from-literal', type: 'array' },
  { name: 'dry-run', type: 'string', default: 'none', bare: 'unchanged' },
];

function read(...argv: string[]): unknown {
  const { flags, args, dashAt } = parseFlags(argv, specs);
  return {
    args,
    dashAt,
    output: flags.string('output'),
    watch: flags.bool('watch'),
    all: flags.bool('all-namespaces'),
    replicas: flags.int('replicas'),
    timeoutMs: flags.durationMs('timeout'),
    files: flags.list('filename'),
    literals: flags.list('from-literal'),
    dryRun: flags.string('dry-run'),
  };
}

const none = {
  args: [],
  dashAt: -1,
  output: '',
  watch: false,
  all: false,
  replicas: 1,
  timeoutMs: 0,
  files: [],
  literals: [],
  dryRun: 'none',
};

test.each<[string, string[], object]>([
  ['defaults', [], {}],
  ['flags stand between arguments', ['get', '-o', 'wide', 'pods'], { args: ['get', 'pods'], output: 'wide' }],
  ['a short flag takes the rest of the word', ['-owide'], { output: 'wide' }],
  ['short switches can be joined', ['-wAo', 'yaml'], { watch: true, all: true, output: 'yaml' }],
  ['an equals sign gives the value', ['--replicas=5', '--watch=false'], { replicas: 5 }],
  ['durations are those of Go', ['--timeout', '1m30s'], { timeoutMs: 90_000 }],
  ['lists split at commas and add up', ['-f', 'a,b', '-f', '-'], { files: ['a', 'b', '-'] }],
  ['arrays only add up', ['--from-literal=a=1,2', '--from-literal=b=3'], { literals: ['a=1,2', 'b=3'] }],
  ['a flag may have a value for when it is bare', ['--dry-run', 'x'], { args: ['x'], dryRun: 'unchanged' }],
  ['everything after -- is an argument', ['a', '--', '-o', 'b'], { args: ['a', '-o', 'b'], dashAt: 1 }],
  ['a lone minus is an argument', ['-'], { args: ['-'] }],
])('%s', (_, argv, expected) => {
  expect(read(...argv)).toEqual({ ...none, ...expected });
});

test.each<[string, string[], string]>([
  ['unknown flag', ['--foo=1'], 'unknown flag: --foo'],
  ['unknown short flag', ['-wz'], "unknown shorthand flag: 'z' in -wz"],
  ['missing value', ['--output'], 'flag needs an argument: --output'],
  ['missing value of a short flag', ['-o'], "flag needs an argument: 'o' in -o"],
  [
    'not a number',
    ['--replicas=x'],
    'invalid argument "x" for "--replicas" flag: strconv.ParseInt: parsing "x": invalid syntax',
  ],
  [
    'not a switch',
    ['-w=foo'],
    'invalid argument "foo" for "-w, --watch" flag: strconv.ParseBool: parsing "foo": invalid syntax',
  ],
  ['not a duration', ['--timeout=abc'], 'invalid argument "abc" for "--timeout" flag: time: invalid duration "abc"'],
])('%s is refused', (_, argv, message) => {
  expect(() => parseFlags(argv, specs)).toThrow(new Error(message));
});
