import type { Process } from '../../../api/process.ts';
import { toYaml } from '../../../api/yaml/to-yaml.ts';
import { bodyOf } from '../client/api.ts';
import type { Command } from '../command.ts';
import type { Invocation } from '../invocation.ts';
import { goJson } from '../print/go-values.ts';

/** The release whose texts these are. */
const CLIENT = {
  major: '1',
  minor: '32',
  gitVersion: 'v1.32.4',
  gitCommit: '59526cd4867447956156ae3a602fcbac10a2c335',
  gitTreeState: 'clean',
  buildDate: '2025-04-22T16:03:24Z',
  goVersion: 'go1.23.6',
  compiler: 'gc',
  platform: 'linux/amd64',
};
const KUSTOMIZE = 'v5.5.0';

/** `kubectl version`. Models kubectl/pkg/cmd/version. */
export const versionCommand: Command = {
  name: 'version',
  flags: [
    { name: 'client', type: 'bool' },
    { name: 'output', short: 'o', type: 'string' },
  ],
  run: version,
};

function* version({ flags, args, api, out }: Invocation): Process<void> {
  if (args.length > 0) throw new Error(`extra arguments: [${args.join(' ')}]`);
  const output = flags.string('output');
  if (!['', 'yaml', 'json'].includes(output)) throw new Error("--output must be 'yaml' or 'json'");
  const server = flags.bool('client')
    ? undefined
    : (bodyOf(yield* api.raw('GET', '/version')) as { readonly gitVersion?: string });
  const all = { clientVersion: CLIENT, kustomizeVersion: KUSTOMIZE, ...(server ? { serverVersion: server } : {}) };
  if (output === 'yaml') out(toYaml(all));
  else if (output === 'json') out(`${goJson(all, 2, false)}\n`);
  else {
    out(`Client Version: ${CLIENT.gitVersion}\nKustomize Version: ${KUSTOMIZE}\n`);
    if (server) out(`Server Version: ${server.gitVersion}\n`);
  }
}
