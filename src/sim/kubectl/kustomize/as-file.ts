import { toYaml } from '../../../api/yaml/to-yaml.ts';
import type { KubectlEnv } from '../env.ts';
import type { Flags } from '../flags.ts';
import { buildKustomization } from './build.ts';
import { fileTree } from './file-tree.ts';

/**
 * Turns `-k DIR` into `-f DIR`, where DIR is a file that holds what the kustomization makes. Throws an Error where both
 * are given or the build fails. Models cli-runtime's KustomizeVisitor.
 */
export function withKustomization(
  flags: Flags,
  env: KubectlEnv,
  err: (text: string) => void,
): { readonly flags: Flags; readonly env: KubectlEnv } {
  if (!flags.given('kustomize') || flags.string('kustomize') === '') return { flags, env };
  if (flags.given('filename')) throw new Error('only one of -f or -k can be specified');
  const path = flags.string('kustomize');
  const text = buildKustomization(fileTree(env), path, err).map(toYaml).join('---\n');
  return {
    flags: {
      ...flags,
      list: (name) => (name === 'filename' ? [path] : flags.list(name)),
      given: (name) => name === 'filename' || flags.given(name),
    },
    env: { ...env, files: new Map([...(env.files ?? []), [path, text]]) },
  };
}
