import { expect, it } from 'vitest';
import { createRandom, type Random } from '../../base/random.ts';
import { compare } from './compare.ts';
import { quickCompare } from './difference.ts';
import { planOf, type TypePlan } from './type-plan.ts';

const PLAN = planOf('io.k8s.api.core.v1.Pod');
const TEXTS = ['a', 'b', 'c'];
const SEED = 7;

/** A random value of a type, with few different texts so that parts are often the same. */
function anyOf(plan: TypePlan, random: Random, depth: number): unknown {
  const pick = (n: number): number => Math.floor(random.next() * n);
  if (plan.type === 'scalar') return plan.scalar === 'numeric' ? pick(3) : TEXTS[pick(TEXTS.length)];
  if (plan.type === 'deduced') return [{}, [], 'x'][pick(3)];
  if (plan.type === 'atomic') return pick(2) === 0 ? [TEXTS[pick(3)]] : { x: TEXTS[pick(3)] };
  const count = depth > 5 ? 0 : pick(4);
  if (plan.type === 'list') {
    return Array.from({ length: count }, () => {
      const item = anyOf(plan.item, random, depth + 1);
      const keys = Object.fromEntries(
        plan.keys.map((key) => [key, key === 'containerPort' ? pick(3) : TEXTS[pick(3)]]),
      );
      return plan.keys.length === 0 ? item : { ...(item as object), ...keys };
    });
  }
  if (plan.type === 'map') {
    return Object.fromEntries(
      Array.from({ length: count }, () => [TEXTS[pick(3)]!, anyOf(plan.value, random, depth + 1)]),
    );
  }
  const fields = plan.list.filter(() => random.next() < (depth > 5 ? 0 : depth === 0 ? 0.8 : 0.25));
  return Object.fromEntries(fields.map(({ name, plan: inner }) => [name, anyOf(inner, random, depth + 1)]));
}

it('finds the same differences by the kinds seen before as by looking at everything', () => {
  const random = createRandom(SEED);
  const objects = Array.from({ length: 300 }, () => anyOf(PLAN, random, 0));
  const zero = PLAN.type === 'struct' ? PLAN.zero : {};
  for (let i = 0; i < objects.length; i++) {
    const before = i % 5 === 0 ? zero : objects[i - 1];
    const slow = compare(PLAN, before, objects[i]);
    // Twice: the second time the kind of difference is known.
    for (let time = 0; time < 2; time++) {
      const quick = quickCompare(PLAN, before, objects[i]);
      expect([quick.changed === slow.changed, quick.removed === slow.removed], `object ${i} of seed ${SEED}`).toEqual([
        true,
        true,
      ]);
    }
  }
});
