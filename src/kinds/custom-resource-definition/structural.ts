import { forbiddenField, invalidValue, notSupported, required } from '../../api/field-errors.ts';
import { goSyntax } from '../../api/go-syntax.ts';
import type { ValidationRule } from '../../api/k8s/apiextensions-v1.gen.ts';
import { compiledRule } from '../../api/structural/rules.ts';
import { isObject, type Structural } from '../../api/structural/schema.ts';
import type { Found } from '../../api/validation/basics.ts';

const TYPES = ['array', 'boolean', 'integer', 'number', 'object', 'string'];
const LIST_TYPES = ['atomic', 'set', 'map'];

/** Errors of a schema that is to be structural. Models ValidateStructural of apiserver/schema. */
export function checkStructural(schema: Structural, path: string, found: Found): void {
  checkTypes(schema, path, found);
  if (schema.type && schema.type !== 'object') {
    found.push(invalidValue(`${path}.type`, schema.type, 'must be object at the root'));
  }
  checkNode(schema, path, 'at the root', found);
  checkRules(schema, path, found);
}

/** Rules can be read. Models the CEL part of ValidateCustomResourceDefinitionOpenAPISchema. */
function checkRules(schema: Structural, path: string, found: Found): void {
  for (const [i, rule] of (schema['x-kubernetes-validations'] ?? []).entries()) {
    const at = `${path}.x-kubernetes-validations[${i}]`;
    if ((rule.rule ?? '').trim() === '') {
      found.push(required(`${at}.rule`, 'rule is not specified'));
      continue;
    }
    const compiled = compiledRule(rule);
    if ('problem' in compiled) found.push(invalidValue(`${at}.rule`, goSyntax(goRule(rule)), compiled.problem));
  }
  forEachChild(schema, path, (child, at) => checkRules(child, at, found));
}

/** A rule as Go's %#v writes the internal type. */
function goRule({ rule, message = '', messageExpression = '', fieldPath = '' }: ValidationRule): string {
  const texts = { Rule: rule, Message: message, MessageExpression: messageExpression };
  const fields = Object.entries(texts).map(([name, text]) => `${name}:${JSON.stringify(text)}`);
  const pointers = ['Reason:(*apiextensions.FieldValueErrorReason)(nil)', `FieldPath:${JSON.stringify(fieldPath)}`];
  return `apiextensions.ValidationRule{${[...fields, ...pointers, 'OptionalOldSelf:(*bool)(nil)'].join(', ')}}`;
}

/** Types are known ones; lists say what is in them. */
function checkTypes(schema: Structural, path: string, found: Found): void {
  if (schema.type && !TYPES.includes(schema.type)) found.push(notSupported(`${path}.type`, schema.type, TYPES));
  if (schema.uniqueItems) {
    found.push(
      forbiddenField(
        `${path}.uniqueItems`,
        'uniqueItems cannot be set to true since the runtime complexity becomes quadratic',
      ),
    );
  }
  if (schema.type === 'array' && !schema.items) {
    found.push(required(`${path}.items`, 'must be specified'));
  }
  const listType = schema['x-kubernetes-list-type'];
  if (listType !== undefined && !LIST_TYPES.includes(listType)) {
    found.push(notSupported(`${path}.x-kubernetes-list-type`, listType, LIST_TYPES));
  }
  forEachChild(schema, path, (child, at) => checkTypes(child, at, found));
}

function checkNode(schema: Structural, path: string, what: string, found: Found): void {
  const free = schema['x-kubernetes-preserve-unknown-fields'] || schema['x-kubernetes-int-or-string'];
  if (!schema.type && (!free || what === 'at the root')) {
    found.push(required(`${path}.type`, `must not be empty ${what}`));
  }
  if (schema.properties && isObject(schema.additionalProperties)) {
    found.push(
      forbiddenField(`${path}.additionalProperties`, 'additionalProperties and properties are mutual exclusive'),
    );
  }
  forEachChild(schema, path, (child, at) => {
    const list = at.endsWith('.items');
    checkNode(child, at, `for specified ${list ? 'array items' : 'object fields'}`, found);
  });
}

function forEachChild(schema: Structural, path: string, visit: (child: Structural, path: string) => void): void {
  const { properties = {}, additionalProperties, items } = schema;
  for (const name of Object.keys(properties).sort()) visit(properties[name]!, `${path}.properties[${name}]`);
  if (isObject(additionalProperties)) visit(additionalProperties as Structural, `${path}.additionalProperties`);
  if (items) visit(items, `${path}.items`);
}
