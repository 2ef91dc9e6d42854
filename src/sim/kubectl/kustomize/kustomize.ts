import type { Process } from '../../../api/process.ts';
import { toYaml } from '../../../api/yaml/to-yaml.ts';
import { goQuote } from '../../../base/go-quote.ts';
import type { Command } from '../command.ts';
import { ExitError } from '../errors.ts';
import type { Invocation } from '../invocation.ts';
import { logLine } from '../klog.ts';
import { buildKustomization } from './build.ts';
import { fileTree } from './file-tree.ts';

/** `kubectl kustomize`. Models kustomize/v5/commands/build; its errors go to kubectl's log. */
export const kustomizeCommand: Command = {
  name: 'kustomize',
  flags: [
    { name: 'as-current-user', type: 'bool', missing: true },
    { name: 'enable-alpha-plugins', type: 'bool', missing: true },
    { name: 'enable-helm', type: 'bool', missing: true },
    { name: 'env', short: 'e', type: 'array', missing: true },
    { name: 'helm-command', type: 'string', missing: true },
    { name: 'load-restrictor', type: 'string', default: 'LoadRestrictionsRootOnly', missing: true },
    { name: 'mount', type: 'array', missing: true },
    { name: 'network', type: 'bool', missing: true },
    { name: 'output', short: 'o', type: 'string' },
  ],
  run: kustomize,
};

function* kustomize({ env, args, flags, out, err }: Invocation): Process<void> {
  try {
    if (args.length > 1) throw new Error('specify one path to kustomization.yaml');
    const objects = buildKustomization(fileTree(env), args[0] ?? '.', err);
    const text = objects.map(toYaml).join('---\n');
    const output = flags.string('output');
    if (output === '') out(text);
    else if (env.localFiles) env.localFiles.write(output, text);
    else throw new Error(`open ${output}: read-only file system`);
  } catch (error) {
    err(`${logLine('E', env.nowMs(), 'run.go:72', `"command failed" err=${logValue((error as Error).message)}`)}\n`);
    throw new ExitError(1);
  }
}

/** A text as klog writes it after a key: several lines stand for themselves. */
function logValue(text: string): string {
  if (!text.includes('\n')) return goQuote(text);
  return `<\n${text
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => `\t${line}\n`)
    .join('')} >`;
}
