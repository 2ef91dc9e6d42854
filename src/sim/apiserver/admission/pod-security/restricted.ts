import type { Volume } from '../../../../api/k8s/core-v1.gen.ts';
import {
  badContainers,
  type Check,
  containersOf,
  containersText,
  plural,
  quoted,
  settersText,
  unique,
} from './check.ts';

const ALLOWED_VOLUMES: readonly (keyof Volume)[] = [
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'persistentVolumeClaim',
  'projected',
  'secret',
];

const allowPrivilegeEscalation: Check = {
  id: 'allowPrivilegeEscalation',
  level: 'restricted',
  find(spec) {
    if (spec.os?.name === 'windows') return undefined;
    const bad = badContainers(spec, ({ securityContext }) => securityContext?.allowPrivilegeEscalation !== false);
    if (bad.length === 0) return undefined;
    const detail = `${containersText(bad)} must set securityContext.allowPrivilegeEscalation=false`;
    return { reason: 'allowPrivilegeEscalation != false', detail };
  },
};

const capabilities: Check = {
  id: 'capabilities_restricted',
  level: 'restricted',
  overrides: 'capabilities_baseline',
  find(spec) {
    if (spec.os?.name === 'windows') return undefined;
    const added: string[] = [];
    const keeping = badContainers(spec, ({ securityContext }) => !securityContext?.capabilities?.drop?.includes('ALL'));
    const adding = badContainers(spec, ({ securityContext }) => {
      const forbidden = (securityContext?.capabilities?.add ?? []).filter((each) => each !== 'NET_BIND_SERVICE');
      added.push(...forbidden);
      return forbidden.length > 0;
    });
    const field = 'securityContext.capabilities';
    const details = [
      ...(keeping.length > 0 ? [`${containersText(keeping)} must set ${field}.drop=["ALL"]`] : []),
      ...(adding.length > 0
        ? [`${containersText(adding)} must not include ${quoted(unique(added))} in ${field}.add`]
        : []),
    ];
    return details.length === 0 ? undefined : { reason: 'unrestricted capabilities', detail: details.join('; ') };
  },
};

const restrictedVolumes: Check = {
  id: 'restrictedVolumes',
  level: 'restricted',
  overrides: 'hostPathVolumes',
  find(spec) {
    const bad = (spec.volumes ?? []).filter((volume) => !ALLOWED_VOLUMES.some((type) => volume[type] !== undefined));
    if (bad.length === 0) return undefined;
    const names = bad.map(({ name }) => name);
    const types = unique(bad.map((volume) => Object.keys(volume).find((key) => key !== 'name') ?? 'unknown'));
    const uses = bad.length === 1 ? 'uses' : 'use';
    const what = `${plural('restricted volume type', types.length)} ${quoted(types)}`;
    return {
      reason: 'restricted volume types',
      detail: `${plural('volume', bad.length)} ${quoted(names)} ${uses} ${what}`,
    };
  },
};

const runAsNonRoot: Check = {
  id: 'runAsNonRoot',
  level: 'restricted',
  find(spec) {
    const pod = spec.securityContext?.runAsNonRoot;
    const explicit = badContainers(spec, ({ securityContext }) => securityContext?.runAsNonRoot === false);
    const reason = 'runAsNonRoot != true';
    const setters = settersText(pod === false, explicit);
    if (setters !== undefined) return { reason, detail: `${setters} must not set securityContext.runAsNonRoot=false` };
    const implicit = badContainers(spec, ({ securityContext }) => !pod && securityContext?.runAsNonRoot === undefined);
    if (implicit.length === 0) return undefined;
    return { reason, detail: `pod or ${containersText(implicit)} must set securityContext.runAsNonRoot=true` };
  },
};

const runAsUser: Check = {
  id: 'runAsUser',
  level: 'restricted',
  find(spec) {
    const bad = badContainers(spec, ({ securityContext }) => securityContext?.runAsUser === 0);
    const setters = settersText(spec.securityContext?.runAsUser === 0, bad);
    return setters === undefined ? undefined : { reason: 'runAsUser=0', detail: `${setters} must not set runAsUser=0` };
  },
};

const seccompProfile: Check = {
  id: 'seccompProfile_restricted',
  level: 'restricted',
  overrides: 'seccompProfile_baseline',
  find(spec) {
    if (spec.os?.name === 'windows') return undefined;
    const isGood = (type: string | undefined): boolean => type === 'RuntimeDefault' || type === 'Localhost';
    const pod = spec.securityContext?.seccompProfile?.type;
    const types = containersOf(spec).map(({ name, securityContext }) => ({
      name,
      type: securityContext?.seccompProfile?.type,
    }));
    const explicit = types.filter(({ type }) => type !== undefined && !isGood(type));
    const podIsBad = pod !== undefined && !isGood(pod);
    const reason = 'seccompProfile';
    const setters = settersText(
      podIsBad,
      explicit.map(({ name }) => name),
    );
    if (setters !== undefined) {
      const values = unique([...(podIsBad ? [pod] : []), ...explicit.map(({ type }) => type!)]);
      return { reason, detail: `${setters} must not set securityContext.seccompProfile.type to ${quoted(values)}` };
    }
    const implicit = types.filter(({ type }) => type === undefined && pod === undefined).map(({ name }) => name);
    if (implicit.length === 0) return undefined;
    const must = 'must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost"';
    return { reason, detail: `pod or ${containersText(implicit)} ${must}` };
  },
};

/** The checks that the restricted standard adds to the baseline, by their ids. */
export const RESTRICTED: readonly Check[] = [
  allowPrivilegeEscalation,
  capabilities,
  restrictedVolumes,
  runAsNonRoot,
  runAsUser,
  seccompProfile,
];
