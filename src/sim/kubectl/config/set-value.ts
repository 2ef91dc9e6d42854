import type { Process } from '../../../api/process.ts';
import type { Command } from '../command.ts';
import { usageError } from '../errors.ts';
import { type KubeConfig, readKubeConfig, writeKubeConfig } from './kubeconfig.ts';

/** The maps of a kubeconfig: the field that holds an entry's content, and the fields of that. */
const MAPS: Readonly<Record<string, { readonly entry: string; readonly fields: Readonly<Record<string, string>> }>> = {
  clusters: {
    entry: 'cluster',
    fields: {
      server: 'string',
      'tls-server-name': 'string',
      'insecure-skip-tls-verify': 'bool',
      'certificate-authority': 'string',
      'certificate-authority-data': 'bytes',
      'proxy-url': 'string',
      'disable-compression': 'bool',
    },
  },
  users: {
    entry: 'user',
    fields: {
      'client-certificate': 'string',
      'client-certificate-data': 'bytes',
      'client-key': 'string',
      'client-key-data': 'bytes',
      token: 'string',
      tokenFile: 'string',
      username: 'string',
      password: 'string',
    },
  },
  contexts: { entry: 'context', fields: { cluster: 'string', user: 'string', namespace: 'string' } },
};

/** `kubectl config set`. Models kubectl/pkg/cmd/config/set.go. */
export const setValue: Command = {
  name: 'set',
  flags: [{ name: 'set-raw-bytes', type: 'bool' }],
  *run({ args, env, path, flags, out }): Process<void> {
    if (args.length !== 2) throw usageError(path, `Unexpected args: [${args.join(' ')}]`);
    const [property, text] = args as [string, string];
    const change = (type: string): unknown => typedValue(type, text, flags.bool('set-raw-bytes'));
    writeKubeConfig(env, changed(readKubeConfig(env), property, change));
    out(`Property "${property}" set.\n`);
  },
};

/** `kubectl config unset`. */
export const unsetValue: Command = {
  name: 'unset',
  *run({ args, env, path, out }): Process<void> {
    if (args.length !== 1) throw usageError(path, `Unexpected args: [${args.join(' ')}]`);
    const property = args[0]!;
    writeKubeConfig(env, changed(readKubeConfig(env), property, undefined));
    out(`Property "${property}" unset.\n`);
  },
};

/** The kubeconfig with a property that has what `change` makes of its type; without one, the property goes. */
function changed(config: KubeConfig, property: string, change: ((type: string) => unknown) | undefined): KubeConfig {
  if (property === 'current-context') return { ...config, 'current-context': String(change?.('string') ?? '') };
  if (property === 'preferences.colors') {
    const colors = change?.('bool');
    return { ...config, preferences: colors ? { colors } : {} };
  }
  const dot = property.indexOf('.');
  const root = dot < 0 ? property : property.slice(0, dot);
  const map = MAPS[root];
  if (!map) throw new Error(`unable to parse ${property} after [] at api.Config`);
  if (dot < 0) {
    if (change) throw new Error("can't set a map to a value: map[]");
    return { ...config, [root]: [] };
  }
  const { name, field } = splitEntry(property.slice(dot + 1), map.fields);
  const list = config[root as 'clusters'] as readonly { readonly name: string }[];
  if (field === undefined) {
    if (change) throw new Error("can't set a map to a value: map[]");
    return { ...config, [root]: list.filter((each) => each.name !== name) };
  }
  const value = change?.(map.fields[field]!);
  const edit = (content: object | undefined): object => {
    const { [field]: _, ...rest } = (content ?? {}) as Record<string, unknown>;
    return value === undefined ? rest : { ...rest, [field]: value };
  };
  const content = (each: object): object | undefined => (each as Record<string, object>)[map.entry];
  const exists = list.some((each) => each.name === name);
  const next = list.map((each) => (each.name === name ? { ...each, [map.entry]: edit(content(each)) } : each));
  return { ...config, [root]: exists || !change ? next : [...list, { name, [map.entry]: edit(undefined) }] };
}

/** The name of an entry may have dots: a field's name at the end is the field. */
function splitEntry(text: string, fields: Readonly<Record<string, string>>): { name: string; field?: string } {
  const dot = text.lastIndexOf('.');
  const field = text.slice(dot + 1);
  return dot > 0 && field in fields ? { name: text.slice(0, dot), field } : { name: text };
}

function typedValue(type: string, text: string, raw: boolean): unknown {
  if (type === 'bool') {
    if (/^(1|t|T|true|TRUE|True)$/.test(text)) return true;
    if (/^(0|f|F|false|FALSE|False)$/.test(text)) return false;
    throw new Error(`strconv.ParseBool: parsing ${JSON.stringify(text)}: invalid syntax`);
  }
  const isBase64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text);
  if (type === 'bytes' && !raw && !isBase64) {
    throw new Error('error decoding input value: illegal base64 data at input byte 0');
  }
  return text;
}
