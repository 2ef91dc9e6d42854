import type { ASTNode, TypeError as CelTypeError } from '@marcbachmann/cel-js';
import { displayed } from './position.ts';

/** A finding of the type checker in the words of cel-go. */
export function typeError(source: string, error: CelTypeError): string {
  const at = placeOf(source, error);
  return displayed(source, at, messageOf(source, error));
}

function messageOf(source: string, { code, summary, node }: CelTypeError): string {
  const unknown = /^Unknown variable: (.*)$/.exec(summary)?.[1];
  if (unknown !== undefined) return undeclared(unknown);
  const field = /^No such key: (.*)$/.exec(summary)?.[1];
  if (field !== undefined) return `undefined field '${field}'`;
  const call = /^found no matching overload for '(?:(.*)\.)?(\w+(?:\.\w+)*)\((.*)\)'$/s.exec(summary);
  if (call) {
    const [, receiver, name = '', args = ''] = call;
    const types = typeList(args);
    return receiver === undefined ? noOverload(name, `(${types})`) : noOverload(name, `${goType(receiver)}.(${types})`);
  }
  const binary = /^no such overload: (.+) (==|!=|<=|>=|<|>|\+|-|\*|\/|%|in|&&|\|\|) (.+)$/.exec(summary);
  if (binary) {
    const [, left = '', operator = '', right = ''] = binary;
    return noOverload(operatorName(operator), `(${goType(left)}, ${goType(right)})`);
  }
  const logical = /^Logical operator requires bool operands, got '(.+)'$/.exec(summary)?.[1];
  if (logical) return `expected type 'bool' but found '${goType(logical)}'`;
  void [source, code, node];
  return summary;
}

function undeclared(name: string): string {
  return `undeclared reference to '${name}' (in container '')`;
}

function noOverload(name: string, types: string): string {
  return `found no matching overload for '${name}' applied to '${types}'`;
}

function operatorName(operator: string): string {
  return operator === 'in' ? '@in' : `_${operator}_`;
}

function typeList(args: string): string {
  return args === ''
    ? ''
    : args
        .split(/, ?(?![^<]*>)/)
        .map(goType)
        .join(', ');
}

/** `map<string, dyn>` as `map(string, dyn)`. */
function goType(type: string): string {
  return type
    .replace(/^dyn<.*>$/, 'dyn')
    .replaceAll('<', '(')
    .replaceAll('>', ')')
    .replaceAll('null_type', 'null');
}

/** cel-go names the operator of an operation, the parenthesis of a call and the dot of a selection. */
function placeOf(source: string, { range, node }: CelTypeError): number {
  const start = range?.start ?? 0;
  const tree = node as ASTNode | undefined;
  if (!tree || !('op' in tree) || !Array.isArray(tree.args)) return start;
  const args = tree.args as readonly unknown[];
  const [left, right] = args as readonly ASTNode[];
  if (tree.op === 'call' || tree.op === 'rcall') {
    const after = tree.op === 'rcall' ? endOf(args[1]) : tree.range.start;
    return Math.max(source.indexOf('(', after), start);
  }
  if (tree.op === '.') return Math.max(source.indexOf('.', endOf(left)), 0);
  if (right && typeof right === 'object' && 'range' in right) {
    const between = source.slice(endOf(left), right.range.start);
    return endOf(left) + Math.max(between.search(/[^\s)]/), 0);
  }
  return start;
}

function endOf(node: unknown): number {
  return (node as ASTNode | undefined)?.range?.end ?? 0;
}
