import { Fragment } from 'react';

interface YamlLine {
  readonly indent: string;
  readonly key: string;
  readonly value: string;
  readonly tone: 's' | 'n' | 'c';
}

function splitLine(line: string): YamlLine {
  const match = /^(\s*(?:- )*)((?:"[^"]*"|[^\s:"'#][^:]*):(?=\s|$))?(.*)$/.exec(line);
  const value = match?.[3] ?? line;
  const bare = value.trim();
  const tone = bare.startsWith('#') ? 'c' : /^(-?[\d.]+|true|false|null)$/.test(bare) ? 'n' : 's';
  return { indent: match?.[1] ?? '', key: match?.[2] ?? '', value, tone };
}

/** Read-only YAML in the token colours. The text is set as text, never as markup. */
export function YamlView({ text }: { readonly text: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <pre className="yaml-view" tabIndex={0}>
      {text.split('\n').map((line, index) => {
        const parts = splitLine(line);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity, only a place
          <Fragment key={index}>
            {parts.indent}
            {parts.key !== '' && <span className="k">{parts.key}</span>}
            <span className={parts.tone}>{parts.value}</span>
            {'\n'}
          </Fragment>
        );
      })}
    </pre>
  );
}
