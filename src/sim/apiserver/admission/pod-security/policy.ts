import type { FieldError } from '../../../../api/field-error.ts';
import { invalidValue } from '../../../../api/field-errors.ts';
import type { PodSpec } from '../../../../api/k8s/core-v1.gen.ts';
import { BASELINE } from './baseline.ts';
import type { Check, Violation } from './check.ts';
import { RESTRICTED } from './restricted.ts';

const PREFIX = 'pod-security.kubernetes.io/';
const LEVELS = ['privileged', 'baseline', 'restricted'] as const;

export type Mode = 'enforce' | 'audit' | 'warn';

/** How strict a namespace is in one way. */
export interface Standard {
  readonly level: (typeof LEVELS)[number];
  /** `latest` or `v1.25`. */
  readonly version: string;
}

export type Policy = Readonly<Record<Mode, Standard>>;

const MODES: readonly Mode[] = ['enforce', 'audit', 'warn'];
const PRIVILEGED: Standard = { level: 'privileged', version: 'latest' };
const UNRESTRICTED: Policy = { enforce: PRIVILEGED, audit: PRIVILEGED, warn: PRIVILEGED };

/** What the labels of a namespace ask for; what cannot be understood counts as restricted. Models api.PolicyToEvaluate. */
export function policyOf(labels: Readonly<Record<string, string>> = {}): {
  readonly policy: Policy;
  readonly errors: readonly FieldError[];
} {
  const errors: FieldError[] = [];
  const policy: Record<Mode, Standard> = { ...UNRESTRICTED };
  let isDefault = true;
  for (const mode of MODES) {
    const level = labels[PREFIX + mode];
    const version = labels[`${PREFIX}${mode}-version`];
    if (level === undefined && version === undefined) continue;
    isDefault = false;
    const known = LEVELS.find((each) => each === level);
    const field = (suffix: string): string => `metadata.labels[${PREFIX}${mode}${suffix}]`;
    if (level !== undefined && !known) errors.push(notSupportedLevel(field(''), level));
    const hasVersion = version === undefined || /^(latest|v1\.(0|[1-9]\d*))$/.test(version);
    if (!hasVersion) errors.push(invalidValue(field('-version'), version, VERSION_RULE));
    policy[mode] = {
      level: known ?? (level === undefined ? 'privileged' : mode === 'enforce' ? 'restricted' : 'privileged'),
      version: hasVersion ? (version ?? 'latest') : 'latest',
    };
  }
  return { policy: isDefault ? UNRESTRICTED : withEnforcedWarning(policy, labels), errors };
}

const VERSION_RULE = 'must be "latest" or "v1.x"';

function notSupportedLevel(field: string, level: string): FieldError {
  return invalidValue(field, level, `must be one of ${LEVELS.join(', ')}`);
}

/** Where nothing is said of warnings, what is enforced is warned of. */
function withEnforcedWarning(policy: Policy, labels: Readonly<Record<string, string>>): Policy {
  if (labels[`${PREFIX}warn`] !== undefined) return policy;
  return { ...policy, warn: policy.enforce };
}

/** `baseline:latest`. */
export function standardText({ level, version }: Standard): string {
  return `${level}:${version}`;
}

/** What of a Pod a standard forbids. */
export function violationsOf(
  { level }: Standard,
  spec: PodSpec,
  annotations: Readonly<Record<string, string>> = {},
): readonly Violation[] {
  return checksOf(level).flatMap((check) => check.find(spec, annotations) ?? []);
}

/** The same as one text; '' for nothing. Models ForbiddenDetail. */
export function violationsText(
  standard: Standard,
  spec: PodSpec,
  annotations?: Readonly<Record<string, string>>,
): string {
  return violationsOf(standard, spec, annotations)
    .map(({ reason, detail }) => (detail === '' ? reason : `${reason} (${detail})`))
    .join(', ');
}

function checksOf(level: Standard['level']): readonly Check[] {
  if (level === 'privileged') return [];
  if (level === 'baseline') return BASELINE;
  const overridden = RESTRICTED.map(({ overrides }) => overrides);
  return [...BASELINE.filter(({ id }) => !overridden.includes(id)), ...RESTRICTED];
}
