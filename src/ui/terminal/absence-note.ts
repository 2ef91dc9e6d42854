import { why } from '../../language/en/why.ts';

/** Resources whose absence the palette explains, by the word that asks for one of them. */
const ASKED =
  /^(pod|deployment|replicaset|statefulset|daemonset|job|cronjob|service|node|configmap|secret|ingress|persistentvolumeclaim|horizontalpodautoscaler|networkpolicy|namespace)$/;

const singular = (resource: string): string =>
  resource
    .replace(/\..*$/, '')
    .replace(/(ss)es$|(?<=polic)ies$|s$/, (end, ss = '') => ss || (end === 'ies' ? 'y' : ''));

/** Where one asks why what a command was to show is not there, in a sentence; none where nothing was looked for in vain. */
export function absenceNotes(line: string, stderr: string): readonly string[] {
  const [, resource = '', name = ''] = /Error from server \(NotFound\): (\S+) "([^"]+)" not found/.exec(stderr) ?? [];
  const kind = singular(resource);
  if (!ASKED.test(kind)) return [];
  const [, namespace] = /\s(?:-n|--namespace)[ =]?(\S+)/.exec(line) ?? [];
  const asks = `why ${kind}/${name}${namespace === undefined || /^(node|namespace)$/.test(kind) ? '' : ` -n ${namespace}`}`;
  return [why('askAbsent', { asks })];
}
