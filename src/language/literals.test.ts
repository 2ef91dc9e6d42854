import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAst } from 'vite';
import { expect, test } from 'vitest';

// What a person can read or hear stands in message files: no words in JSX, in attributes that are shown or spoken, or in
// fields that name things. Commands, and terms that no language translates, may stand in the code.

const src = join(new URL('.', import.meta.url).pathname, '..');

/** Attributes and fields whose texts are shown or spoken. */
const shownAttributes =
  /^(aria-(label|description|roledescription|valuetext|placeholder)|title|label|placeholder|alt)$/;
const shownFields = /^(label|title|does|hint|head|term|caption|sentence|text)$/;

const word = /[A-Za-z]{2,}/;

/** Names of programs and kinds, states as Kubernetes writes them, and lines that are typed. */
const terms =
  /^(kubectl .*|kube-\w+|kube-controller-manager|cloud-controller-manager|etcd|kubectl|kube-orrery|YAML|Pending|Unschedulable|Evicted|Failed|Completed|ContainerCreating|CrashLoopBackOff|ImagePullBackOff|Ready|Terminating|Unknown|HorizontalPodAutoscaler|Opaque|Immediate|ServiceAccount \/|images:[\s\S]*|ms|Ctrl|Esc|Enter|Tab|web|\{ filter: .*|An empty cluster)$/;

/** Files whose texts are manifests, snippets of YAML or pictures of what others wrote. */
const exempt = /^ui\/(testing|editor\/(templates|upgrade\/upgrade))/;

type Node = { readonly type: string; readonly start: number; readonly [key: string]: unknown };

interface Found {
  readonly line: number;
  readonly text: string;
}

function literalsIn(file: string, text: string): readonly Found[] {
  const found: Found[] = [];
  const check = (node: Node, value: string): void => {
    const said = value
      .replace(/\s+/g, (space) => (space.includes('\n') && !value.startsWith('images') ? ' ' : space))
      .trim();
    if (word.test(said) && !terms.test(said))
      found.push({ line: text.slice(0, node.start).split('\n').length, text: said });
  };
  /** Visits a node; `shown` says whether a string here is shown as it stands. */
  const visit = (value: unknown, shown: boolean): unknown => {
    if (Array.isArray(value)) for (const each of value) visit(each, shown);
    if (Array.isArray(value) || typeof value !== 'object' || value === null) return;
    const node = value as Node;
    switch (node.type) {
      case 'ImportDeclaration':
        return;
      case 'JSXText':
        return check(node, String(node['value']));
      case 'JSXAttribute': {
        const name = String((node['name'] as { name: unknown }).name);
        return visit(node['value'], shownAttributes.test(name));
      }
      case 'JSXElement':
      case 'JSXFragment':
        visit((node['openingElement'] as { attributes: unknown } | undefined)?.attributes, false);
        return visit(node['children'], true);
      case 'JSXExpressionContainer':
        return visit(node['expression'], shown);
      case 'Property': {
        const key = node['key'] as { name?: unknown };
        return visit(node['value'], node['computed'] !== true && shownFields.test(String(key.name)));
      }
      case 'ConditionalExpression':
        visit(node['test'], false);
        visit(node['consequent'], shown);
        return visit(node['alternate'], shown);
      case 'LogicalExpression':
        visit(node['left'], node['operator'] !== '&&' && shown);
        return visit(node['right'], shown);
      case 'Literal':
        if (shown && typeof node['value'] === 'string') check(node, node['value']);
        return;
      case 'TemplateLiteral': {
        const parts = (node['quasis'] as readonly { value: { cooked: string } }[]).map((part) => part.value.cooked);
        if (shown) check(node, parts.join(''));
        return visit(node['expressions'], false);
      }
      default:
        for (const [key, child] of Object.entries(node)) if (key !== 'type') visit(child, false);
    }
  };
  visit(parseAst(text, { lang: file.endsWith('x') ? 'tsx' : 'ts' }).body, false);
  return found;
}

test('no text that a person reads stands in the code of the page', () => {
  const files = ['ui', 'widgets', 'kinds', 'embed'].flatMap((folder) =>
    readdirSync(join(src, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name) && !/\.test\.|\.gen\.|\.d\.ts$/.test(name))
      .filter((name) => folder !== 'kinds' || name.endsWith('.tsx'))
      .map((name) => `${folder}/${name}`),
  );
  const found = files
    .filter((file) => !exempt.test(file))
    .flatMap((file) =>
      literalsIn(file, readFileSync(join(src, file), 'utf8')).map(({ line, text }) => `${file}:${line} ${text}`),
    );
  expect(found).toEqual([]);
});
