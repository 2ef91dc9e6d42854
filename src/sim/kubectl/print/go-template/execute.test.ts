import { expect, test } from 'vitest';
import { goTemplate } from './execute.ts';

const data = {
  kind: 'Pod',
  metadata: { name: 'a', labels: { app: 'web', tier: 'x' }, generation: 2 },
  items: [{ name: 'one', ports: [80] }, { name: 'two' }],
  secret: 'c2VzYW1l',
};

test.each<[string, string]>([
  ['{{.metadata.name}}', 'a'],
  ['{{.metadata.nothing.deeper}}', '<no value>'],
  ['{{range .items}}{{.name}} {{end}}', 'one two '],
  ['{{range $i, $item := .items}}{{if $i}}, {{end}}{{$item.name}}{{end}}', 'one, two'],
  ['{{range $k, $v := .metadata.labels}}{{$k}}={{$v}};{{end}}', 'app=web;tier=x;'],
  ['{{range .nothing}}x{{else}}none{{end}}', 'none'],
  ['{{range .items}}{{if eq .name "two"}}{{break}}{{end}}{{.name}}{{end}}', 'one'],
  ['{{if eq .metadata.generation 2}}second{{else if true}}other{{end}}', 'second'],
  ['{{with .metadata}}{{.name}}{{end}}', 'a'],
  ['{{(index .items 1).name}} {{index .metadata.labels "tier"}}', 'two x'],
  ['{{.metadata.labels}} {{.items}}', 'map[app:web tier:x] [map[name:one ports:[80]] map[name:two]]'],
  ['{{printf "%-4s|%d" .metadata.name .metadata.generation}}', 'a   |2'],
  ['{{.metadata.name | printf "%s-%s" "x"}}', 'x-a'],
  ['{{.secret | base64decode}}', 'sesame'],
  ['{{and .kind .metadata.name}} {{or .nothing .kind}} {{not .kind}} {{len .items}}', 'a Pod false 2'],
  ['a  {{- .kind -}}  b{{/* nothing */}}', 'aPodb'],
  ['{{$x := .kind}}{{range .items}}{{$.kind}}{{$x}}{{end}}', 'PodPodPodPod'],
  ['{{lt 1 2}} {{ge 2.5 2.5}} {{ne "a" "b"}} {{print 1 2 "x"}}', 'true true true 1 2x'],
])('%s', (template, text) => {
  expect(goTemplate(template)(data, true)).toBe(text);
});

test.each<[string, string]>([
  ['{{.kind', 'template: output:1: unclosed action'],
  ['{{range .items}}', 'template: output:1: unexpected EOF'],
  ['{{end}}', 'template: output:1: unexpected {{end}}'],
  ['{{foo .x}}', 'template: output:1: function "foo" not defined'],
  ['\n{{$x}}', 'template: output:2: undefined variable "$x"'],
  ['{{if}}{{end}}', 'template: output:1: missing value for if'],
])('%s cannot be parsed', (template, message) => {
  expect(() => goTemplate(template)).toThrow(new Error(message));
});

test.each<[string, boolean, string]>([
  ['{{.kind.x}}', true, "<.kind.x>: can't evaluate field x in type interface {}"],
  ['{{.nothing}}', false, '<.nothing>: map has no entry for key "nothing"'],
  ['{{index .items 5}}', true, '<index .items 5>: error calling index: index out of range: 5'],
  [
    '{{gt .metadata.generation 1.5}}',
    true,
    '<gt .metadata.generation 1.5>: error calling gt: incompatible types for comparison',
  ],
])('%s fails when it runs', (template, missingKeys, ending) => {
  expect(() => goTemplate(template)(data, missingKeys)).toThrow(`executing "output" at ${ending}`);
});
