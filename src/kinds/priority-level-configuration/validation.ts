import type { FieldError } from '../../api/field-error.ts';
import { forbiddenField, invalidValue, notSupported, required } from '../../api/field-errors.ts';
import { goSyntax } from '../../api/go-syntax.ts';
import type {
  ExemptPriorityLevelConfiguration,
  LimitedPriorityLevelConfiguration,
  LimitResponse,
  PriorityLevelConfiguration,
  PriorityLevelConfigurationSpec,
  QueuingConfiguration,
} from '../../api/k8s/flowcontrol-v1.gen.ts';
import type { Found } from '../../api/validation/basics.ts';
import { validateFlowConditions } from '../../api/validation/flow-conditions.ts';
import { deepEqual } from '../../base/equal.ts';
import { goQuote } from '../../base/go-quote.ts';

const MAX_QUEUES = 10_000_000;
/** Bits of the hash from which a hand of queues is dealt. */
const MAX_HASH_BITS = 60;

/** The level that must be there and stay as it is. Models MandatoryPriorityLevelConfigurations. */
const CATCH_ALL: PriorityLevelConfigurationSpec = {
  limited: { lendablePercent: 0, limitResponse: { type: 'Reject' }, nominalConcurrencyShares: 5 },
  type: 'Limited',
};

/** Errors of a priority level. Models ValidatePriorityLevelConfiguration. */
export function validatePriorityLevel(level: PriorityLevelConfiguration): readonly FieldError[] {
  const found: Found = [];
  const { name = '' } = level.metadata;
  const spec = level.spec ?? { type: '' };
  checkSpec(name, spec, found);
  const shown = goSyntax(`flowcontrol.PriorityLevelConfigurationSpec{Type:${goQuote(spec.type ?? '')}}`);
  if (name === 'exempt' && (spec.type !== 'Exempt' || spec.limited)) {
    const detail = `spec of '${name}' except the 'spec.exempt' field must equal the fixed value`;
    found.push(invalidValue('spec', shown, detail));
  }
  if (name === 'catch-all' && !deepEqual(spec, CATCH_ALL)) {
    found.push(invalidValue('spec', shown, `spec of '${name}' must equal the fixed value`));
  }
  found.push(...validateFlowConditions(level));
  return found;
}

function checkSpec(name: string, spec: PriorityLevelConfigurationSpec, found: Found): void {
  const { type, limited, exempt } = spec;
  if ((name === 'exempt') !== (type === 'Exempt')) {
    found.push(invalidValue('spec.type', type ?? '', "type must be 'Exempt' if and only if name is 'exempt'"));
  }
  switch (type) {
    case 'Exempt':
      if (limited) found.push(forbiddenField('spec.limited', 'must be nil if the type is not Limited'));
      if (exempt) checkExempt(exempt, 'spec.exempt', found);
      break;
    case 'Limited':
      if (exempt) found.push(forbiddenField('spec.exempt', 'must be nil if the type is Limited'));
      if (limited) checkLimited(limited, 'spec.limited', found);
      else found.push(required('spec.limited', 'must not be empty when type is Limited'));
      break;
    default:
      found.push(notSupported('spec.type', type ?? '', ['Exempt', 'Limited']));
  }
}

function checkExempt(exempt: ExemptPriorityLevelConfiguration, path: string, found: Found): void {
  const { nominalConcurrencyShares: shares, lendablePercent } = exempt;
  if (shares !== undefined && shares < 0) {
    found.push(invalidValue(`${path}.nominalConcurrencyShares`, shares, 'must be a non-negative integer'));
  }
  checkPercent(lendablePercent, `${path}.lendablePercent`, found);
}

function checkLimited(limited: LimitedPriorityLevelConfiguration, path: string, found: Found): void {
  const { nominalConcurrencyShares: shares = 0, limitResponse, lendablePercent, borrowingLimitPercent } = limited;
  if (shares < 0) {
    found.push(invalidValue(`${path}.nominalConcurrencyShares`, shares, 'must be a non-negative integer'));
  }
  checkResponse(limitResponse ?? { type: '' }, `${path}.limitResponse`, found);
  checkPercent(lendablePercent, `${path}.lendablePercent`, found);
  if (borrowingLimitPercent !== undefined && borrowingLimitPercent < 0) {
    const detail = 'if specified, must be a non-negative integer';
    found.push(invalidValue(`${path}.borrowingLimitPercent`, borrowingLimitPercent, detail));
  }
}

function checkPercent(percent: number | undefined, path: string, found: Found): void {
  if (percent === undefined || (percent >= 0 && percent <= 100)) return;
  found.push(invalidValue(path, percent, 'must be between 0 and 100, inclusive'));
}

function checkResponse({ type, queuing }: LimitResponse, path: string, found: Found): void {
  const own = `${path}.queuing`;
  switch (type) {
    case 'Reject':
      if (queuing) found.push(forbiddenField(own, 'must be nil if limited.limitResponse.type is not Limited'));
      break;
    case 'Queue':
      if (queuing) checkQueuing(queuing, own, found);
      else found.push(required(own, 'must not be empty if limited.limitResponse.type is Limited'));
      break;
    default:
      found.push(notSupported(`${path}.type`, type ?? '', ['Queue', 'Reject']));
  }
}

function checkQueuing(queuing: QueuingConfiguration, path: string, found: Found): void {
  const { queueLengthLimit = 0, queues = 0, handSize = 0 } = queuing;
  if (queueLengthLimit <= 0) {
    found.push(invalidValue(`${path}.queueLengthLimit`, queueLengthLimit, 'must be positive'));
  }
  if (queues <= 0) found.push(invalidValue(`${path}.queues`, queues, 'must be positive'));
  else if (queues > MAX_QUEUES) {
    found.push(invalidValue(`${path}.queues`, queues, `must not be greater than ${MAX_QUEUES}`));
  }
  const problem = handProblem(queues, handSize);
  if (problem !== undefined) found.push(invalidValue(`${path}.handSize`, handSize, problem));
}

/** Models the checks of shufflesharding. */
function handProblem(queues: number, handSize: number): string | undefined {
  if (handSize <= 0) return 'must be positive';
  if (handSize > queues) return `should not be greater than queues (${queues})`;
  if (Math.ceil(Math.log2(queues) * handSize) <= MAX_HASH_BITS) return undefined;
  const required = `required entropy bits of deckSize ${queues} and handSize ${handSize}`;
  return `${required} should not be greater than ${MAX_HASH_BITS}`;
}
