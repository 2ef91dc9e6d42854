import type {
  CustomResourceDefinitionCondition as Condition,
  CustomResourceDefinition,
  CustomResourceDefinitionNames,
} from '../../../api/k8s/apiextensions-v1.gen.ts';

export const CLEANUP_FINALIZER = 'customresourcecleanup.apiextensions.k8s.io';

const ACCEPTED = 'the initial names have been accepted';

/** Whether a condition is True. */
export function isTrue({ status }: CustomResourceDefinition, type: string): boolean {
  return status?.conditions?.some((each) => each.type === type && each.status === 'True') ?? false;
}

/** The definition with one condition set; its time changes with its status. Models SetCRDCondition. */
export function withCondition(
  crd: CustomResourceDefinition,
  condition: Omit<Condition, 'lastTransitionTime'>,
  now: string,
): CustomResourceDefinition {
  const { conditions = [] } = crd.status ?? {};
  const before = conditions.find(({ type }) => type === condition.type);
  const since = before?.status === condition.status ? (before.lastTransitionTime ?? now) : now;
  const next: Condition = { ...condition, lastTransitionTime: since };
  const others = before
    ? conditions.map((each) => (each.type === condition.type ? next : each))
    : [...conditions, next];
  return { ...crd, status: { ...crd.status, conditions: others } };
}

/** What keeps the names of a definition from being accepted: another of its group has one of them. */
export interface NameConflict {
  readonly reason: string;
  readonly message: string;
}

/** The last of the names that others of the group have already. Models calculateNamesAndConditions. */
export function nameConflict(
  { metadata, spec }: CustomResourceDefinition,
  all: readonly CustomResourceDefinition[],
): NameConflict | undefined {
  const others = all.filter((each) => each.metadata.name !== metadata.name && each.spec.group === spec.group);
  const accepted = others.map(({ status }) => status?.acceptedNames).filter((names) => names?.plural);
  const resources = accepted.flatMap((names) => [names!.plural, names!.singular, ...(names!.shortNames ?? [])]);
  const kinds = accepted.flatMap((names) => [names!.kind, names!.listKind]);
  const { plural, singular, shortNames = [], kind, listKind } = complete(spec.names);
  const taken = (reason: string, name: string | undefined, among: readonly (string | undefined)[]): NameConflict[] =>
    name !== undefined && among.includes(name) ? [{ reason, message: `"${name}" is already in use` }] : [];
  const conflicts = [
    ...taken('PluralConflict', plural, resources),
    ...taken('SingularConflict', singular, resources),
    ...shortNames.flatMap((name) => taken('ShortNamesConflict', name, resources)),
    ...taken('KindConflict', kind, kinds),
    ...taken('ListKindConflict', listKind, kinds),
  ];
  return conflicts[conflicts.length - 1];
}

function complete(names: CustomResourceDefinitionNames): CustomResourceDefinitionNames {
  return {
    ...names,
    singular: names.singular || names.kind.toLowerCase(),
    listKind: names.listKind || `${names.kind}List`,
  };
}

/** The definition after its names have been looked at. Models the naming controller. */
export function withNames(
  crd: CustomResourceDefinition,
  conflict: NameConflict | undefined,
  now: string,
): CustomResourceDefinition {
  if (conflict) {
    const refused = withCondition(crd, { type: 'NamesAccepted', status: 'False', ...conflict }, now);
    const waiting = {
      type: 'Established',
      status: 'False',
      reason: 'NotAccepted',
      message: 'not all names are accepted',
    };
    return isTrue(crd, 'Established') ? refused : withCondition(refused, waiting, now);
  }
  const named = { ...crd, status: { ...crd.status, acceptedNames: complete(crd.spec.names) } };
  const fine = { type: 'NamesAccepted', status: 'True', reason: 'NoConflicts', message: 'no conflicts found' };
  const accepted = withCondition(named, fine, now);
  if (isTrue(crd, 'Established')) return accepted;
  const installing = { type: 'Established', status: 'False', reason: 'Installing', message: ACCEPTED };
  return withCondition(accepted, installing, now);
}

/** The definition when its resource is served. Models the establishing controller. */
export function established(crd: CustomResourceDefinition, now: string): CustomResourceDefinition {
  const condition = { type: 'Established', status: 'True', reason: 'InitialNamesAccepted', message: ACCEPTED };
  return withCondition(crd, condition, now);
}
