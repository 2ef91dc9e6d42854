import { describe, expect, it } from 'vitest';
import { environmentWith } from './environment.ts';
import { compile } from './expression.ts';
import { toCel } from './values.ts';

const object = {
  spec: {
    replicas: 3,
    name: 'web',
    share: 1.5,
    labels: { app: 'web' },
    list: [
      { name: 'a', v: 1 },
      { name: 'b', v: 2 },
    ],
  },
};

function result(source: string): unknown {
  const compiled = compile(environmentWith('object'), source);
  if ('problem' in compiled) return compiled.problem;
  const outcome = compiled.evaluate({ object: toCel(object) });
  return 'error' in outcome ? `error: ${outcome.error}` : outcome.value;
}

const values: readonly (readonly [string, unknown])[] = [
  ['object.spec.replicas <= 5', true],
  ['object.spec.replicas == 3.0 && object.spec.share > 1', true],
  ['has(object.spec.missing)', false],
  ['object.spec.list.all(c, c.v > 0)', true],
  ['object.spec.list.map(c, c.name)', ['a', 'b']],
  ['object.?spec.?zz.orValue(3)', 3n],
  ["object.spec.labels[?'z'].orValue('none')", 'none'],
  ["object.spec.name.matches('^w') && object.spec.name.charAt(1) == 'e'", true],
  ["'a-b-c'.replace('-', '+', 1)", 'a+b-c'],
  ["'%s has %d of %.1f'.format([object.spec.name, 3, 1.5])", 'web has 3 of 1.5'],
  ["'%s'.format([['a', 'b']])", '[a, b]'],
  ['[1, 2, 3].sum()', 6n],
  ["['b', 'a'].isSorted()", false],
  ['[3, 1, 2].min() == 1 && [3, 1, 2].max() == 3', true],
  ["['a', 'b', 'a'].lastIndexOf('a')", 2n],
  ["'abc 123'.find('[0-9]+')", '123'],
  ["'1 22 333'.findAll('[0-9]+', 2)", ['1', '22']],
  ["quantity('1Gi').isGreaterThan(quantity('900Mi'))", true],
  ["quantity('500m').add(quantity('1500m')).asInteger()", 2n],
  ["isQuantity('x')", false],
  ["url('https://a.b:8443/c?d=e').getHost()", 'a.b:8443'],
  ["url('https://a.b:8443/c?d=e').getQuery()['d'][0]", 'e'],
  ["cidr('10.0.0.0/8').containsIP('10.1.2.3')", true],
  ["cidr('10.0.0.0/8').containsCIDR('11.0.0.0/9')", false],
  ["ip('fe80::1').isLinkLocalUnicast() && ip('::1').isLoopback() && ip('8.8.8.8').family() == 4", true],
  ['object.spec.missing == 1', 'error: no such key: missing'],
  ['object.spec.list[5].v == 1', 'error: index out of bounds: 5'],
  ['1 / (object.spec.replicas - 3) == 1', 'error: division by zero'],
  ['object.spec.name + 1 == 2', 'error: no such overload'],
];

describe('expressions evaluate as with cel-go', () => {
  it.each(values)('%s', (source, expected) => expect(result(source)).toEqual(expected));
});

const OPERAND =
  "{'[', '{', '(', '.', '-', '!', 'true', 'false', 'null', NUM_FLOAT, NUM_INT, NUM_UINT, STRING, BYTES, IDENTIFIER}";

const problems: readonly (readonly [string, number, string])[] = [
  ['object.spec.replicas <=', 24, `Syntax error: mismatched input '<EOF>' expecting ${OPERAND}`],
  ['object spec', 8, "Syntax error: extraneous input 'spec' expecting <EOF>"],
  ['(object', 8, "Syntax error: missing ')' at '<EOF>'"],
  ['foo == 1', 1, "undeclared reference to 'foo' (in container '')"],
  ["1 == 'a'", 3, "found no matching overload for '_==_' applied to '(int, string)'"],
  ["'x'.nomethod()", 13, "found no matching overload for 'nomethod' applied to 'string.()'"],
];

describe('expressions that cannot be read are refused in the words of cel-go', () => {
  it.each(problems)('%s', (source, column, message) => {
    const mark = `${'.'.repeat(column - 1)}^`;
    expect(result(source)).toBe(`compilation failed: ERROR: <input>:1:${column}: ${message}\n | ${source}\n | ${mark}`);
  });

  it('so are those of a wrong type', () => {
    expect(compile(environmentWith(), '1 + 1', ['bool'])).toEqual({ problem: 'must evaluate to bool' });
  });
});
