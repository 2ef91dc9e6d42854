import { type Behaviour, type CommandLine, PLAIN_SERVER } from './image.ts';

/** A process without a handler for SIGTERM is deaf to it as process 1 of its container. */
const DEAF = { stopMs: Infinity, stopExitCode: 137 } as const;
const MEMORY_BYTES = 1024 * 1024;
const SHELLS = new Set(['sh', 'bash', 'ash', 'dash']);
/** Programs that come to their end at once. */
const BRIEF = new Set([
  'echo',
  'printf',
  'date',
  'ls',
  'pwd',
  'env',
  'hostname',
  'uname',
  'touch',
  'mkdir',
  'rm',
  'cp',
  'mv',
  'chmod',
  ':',
]);
const FOREVER = /\bwhile\s+(true|:|\[?\s*1)|\buntil\s+false|\btail\s+-[fF]|\bsleep\s+(inf|infinity)\b|\bwait\b/;

/**
 * What a simple command line does: sleep, exit, true, false, brief tools, and shell scripts made of them.
 * Undefined for a program that is not modelled; it then counts as a server.
 */
export function interpretCommand(words: readonly string[]): Behaviour | undefined {
  const program = baseName(words[0] ?? '');
  if (SHELLS.has(program)) {
    const script = words[words.indexOf('-c') + 1];
    return words.includes('-c') && script !== undefined ? interpretScript(script) : endsAfter(0, 0);
  }
  if (program === 'tail' || (program === 'sleep' && /^inf/.test(words[1] ?? ''))) return stays();
  const outcome = runSimple(words);
  return outcome && endsAfter(outcome.ms, outcome.code);
}

/** The words that a container runs: `command` and `args`; of an image without entry point the args alone. */
export function commandWords(line: CommandLine): readonly string[] {
  return [...line.command, ...line.args];
}

function interpretScript(script: string): Behaviour | undefined {
  if (FOREVER.test(script)) return stays();
  let totalMs = 0;
  let code = 0;
  for (const statement of script.split(/;|\n|&&/)) {
    const words = statement.trim().split(/\s+/);
    if (words[0] === '') continue;
    if (words[0] === 'exit') return endsAfter(totalMs, words[1] === undefined ? code : Number(words[1]) & 255);
    const outcome = runSimple(words[0] === 'exec' ? words.slice(1) : words);
    if (!outcome) return undefined;
    totalMs += outcome.ms;
    code = outcome.code;
  }
  return endsAfter(totalMs, code);
}

function runSimple(words: readonly string[]): { ms: number; code: number } | undefined {
  const program = baseName(words[0] ?? '');
  if (program === 'sleep') {
    const ms = words.slice(1).reduce((sum, word) => sum + sleepMs(word), 0);
    return Number.isFinite(ms) ? { ms, code: 0 } : { ms: 0, code: 1 };
  }
  if (program === 'true') return { ms: 0, code: 0 };
  if (program === 'false') return { ms: 0, code: 1 };
  return BRIEF.has(program) ? { ms: 0, code: 0 } : undefined;
}

function sleepMs(word: string): number {
  const parts = /^(\d+(?:\.\d+)?)([smhd]?)$/.exec(word);
  if (!parts) return Number.NaN;
  return Number(parts[1]) * 1000 * { s: 1, m: 60, h: 3600, d: 86_400 }[(parts[2] || 's') as 's' | 'm' | 'h' | 'd'];
}

function baseName(word: string): string {
  return word.slice(word.lastIndexOf('/') + 1);
}

function endsAfter(ms: number, exitCode: number): Behaviour {
  return { ...PLAIN_SERVER, startupMs: 0, ports: [], exitAfterMs: ms, exitCode, ...DEAF, memoryBytes: MEMORY_BYTES };
}

function stays(): Behaviour {
  return { ...PLAIN_SERVER, startupMs: 0, ports: [], ...DEAF, memoryBytes: MEMORY_BYTES };
}
