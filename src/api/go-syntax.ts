import { goQuote } from '../base/go-quote.ts';
import { parseQuantity } from '../base/quantity.ts';
import type { LabelSelector } from './k8s/meta-v1.gen.ts';

/** A value of a bad field that is written as it is, because upstream dumps a Go value there. */
export interface GoSyntax {
  readonly goSyntax: string;
}

/** Wraps a text in Go's syntax (what %#v gives), or one that upstream prints without quotes. */
export function goSyntax(text: string): GoSyntax {
  return { goSyntax: text };
}

/** An int-or-string: `intstr.IntOrString{Type:1, IntVal:0, StrVal:"25%"}`. */
export function goIntOrString(value: number | string): GoSyntax {
  if (typeof value === 'number') return goSyntax(`intstr.IntOrString{Type:0, IntVal:${value}, StrVal:""}`);
  return goSyntax(`intstr.IntOrString{Type:1, IntVal:0, StrVal:${goQuote(value)}}`);
}

/** A quantity with the parts that upstream's type has inside. */
export function goQuantity(quantity: string | number): GoSyntax {
  const { unscaled, scale, text, format } = parseQuantity(quantity);
  const amount = `i:resource.int64Amount{value:${unscaled}, scale:${scale}}`;
  const parts = `${amount}, d:resource.infDecAmount{Dec:(*inf.Dec)(nil)}, s:${goQuote(text)}, Format:"${format}"`;
  return goSyntax(`resource.Quantity{${parts}}`);
}

/** Amounts of resources, in the order of their names: `core.ResourceList{"cpu":resource.Quantity{…}}`. */
export function goResourceList(list: Readonly<Record<string, string>> | undefined): string {
  if (!list) return 'core.ResourceList(nil)';
  const names = Object.keys(list).sort();
  return `core.ResourceList{${names.map((name) => `${goQuote(name)}:${goQuantity(list[name]!).goSyntax}`).join(', ')}}`;
}

/** A label selector: `v1.LabelSelector{MatchLabels:map[string]string{…}, MatchExpressions:…}`. */
export function goLabelSelector(selector: LabelSelector): GoSyntax {
  const type = '[]v1.LabelSelectorRequirement';
  const expressions = selector.matchExpressions?.map(
    ({ key, operator, values }) =>
      `v1.LabelSelectorRequirement{Key:${goQuote(key)}, Operator:${goQuote(operator)}, Values:${goStrings(values)}}`,
  );
  const list = expressions ? `${type}{${expressions.join(', ')}}` : `${type}(nil)`;
  return goSyntax(`v1.LabelSelector{MatchLabels:${goStringMap(selector.matchLabels)}, MatchExpressions:${list}}`);
}

/** A label selector as its own String() prints it: `&LabelSelector{MatchLabels:map[string]string{a: b,},…}`, or `nil`. */
export function labelSelectorText(selector: LabelSelector | undefined): string {
  if (!selector) return 'nil';
  const labels = Object.entries(selector.matchLabels ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  const pairs = labels.map(([key, value]) => `${key}: ${value},`).join('');
  const expressions = (selector.matchExpressions ?? []).map(
    ({ key, operator, values }) =>
      `LabelSelectorRequirement{Key:${key},Operator:${operator},Values:[${(values ?? []).join(' ')}],},`,
  );
  const list = `[]LabelSelectorRequirement{${expressions.join('')}}`;
  return `&LabelSelector{MatchLabels:map[string]string{${pairs}},MatchExpressions:${list},}`;
}

/** A list of texts: `[]string{"a"}`. `type` is the Go type of its items. */
export function goStrings(values: readonly string[] | undefined, type = 'string'): string {
  return values ? `[]${type}{${values.map(goQuote).join(', ')}}` : `[]${type}(nil)`;
}

/** A map of texts, in the order of its keys: `map[string]string{"a":"b"}`. */
export function goStringMap(map: Readonly<Record<string, string>> | undefined): string {
  if (!map) return 'map[string]string(nil)';
  const entries = Object.keys(map)
    .sort()
    .map((key) => `${goQuote(key)}:${goQuote(map[key]!)}`);
  return `map[string]string{${entries.join(', ')}}`;
}
