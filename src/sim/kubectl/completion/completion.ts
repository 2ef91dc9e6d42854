import { type Process, sleep } from '../../../api/process.ts';
import { goQuote } from '../../../base/go-quote.ts';
import type { Command } from '../command.ts';
import { completeKubectl } from '../complete/complete.ts';
import { usageError } from '../errors.ts';

/** What a shell asks for the words that may stand at its cursor, the last one begun. */
export const completeCommand: Command = {
  name: '__complete',
  *run({ args, env, out }): Process<void> {
    const words = yield* completeKubectl(args, env);
    out(`${words.map((word) => `${word}\n`).join('')}:4\n`);
  },
};

const BASH = `# Completion of kubectl for bash, in short: kubectl itself knows the words.
__start_kubectl() {
  local IFS=$'\\n'
  COMPREPLY=($(kubectl __complete "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null | sed '$d'))
}
complete -o default -F __start_kubectl kubectl
`;
const ZSH = `#compdef kubectl
# Completion of kubectl for zsh, in short: kubectl itself knows the words.
_kubectl() {
  compadd -- \${(f)"$(kubectl __complete "\${(@)words[2,CURRENT]}" 2>/dev/null | sed '$d')"}
}
compdef _kubectl kubectl
`;
const FISH = `# Completion of kubectl for fish, in short: kubectl itself knows the words.
function __kubectl_words
  kubectl __complete (commandline -opc)[2..-1] (commandline -ct) 2>/dev/null | sed '$d'
end
complete -c kubectl -f -a '(__kubectl_words)'
`;
const POWERSHELL = `# Completion of kubectl for PowerShell, in short: kubectl itself knows the words.
Register-ArgumentCompleter -CommandName kubectl -Native -ScriptBlock {
  param($word, $line, $cursor)
  $words = @($line.CommandElements | Select-Object -Skip 1 | ForEach-Object { "$_" })
  if ($word -eq '') { $words += '""' }
  kubectl __complete @words 2>$null | Where-Object { $_ -notmatch '^:' }
}
`;
const SCRIPTS: Readonly<Record<string, string>> = { bash: BASH, zsh: ZSH, fish: FISH, powershell: POWERSHELL };

/** `kubectl completion`: short scripts of our own. */
export const completionCommand: Command = {
  name: 'completion',
  *run({ args, path, out }): Process<void> {
    yield* sleep(0);
    const [shell] = args;
    if (shell === undefined) throw usageError(path, 'Shell not specified.');
    if (args.length > 1) throw usageError(path, 'Too many arguments. Expected only the shell type.');
    const script = SCRIPTS[shell];
    if (script === undefined) throw usageError(path, `Unsupported shell type ${goQuote(shell)}.`);
    out(script);
  },
};
