/** A scenario's text with its words in it, as one file that stands alone. `texts` are files of texts by language. */
export function composeScenario(scenario: string, texts: Readonly<Record<string, string>>): string {
  const parts = Object.keys(texts)
    .sort()
    .map((language) => {
      const spec = texts[language]!.replace(/\r/g, '').split(/^spec:[ \t]*\n/m)[1] ?? '';
      return `    ${language}:\n${spec.replace(/^(?=.)/gm, '    ').trimEnd()}\n`;
    });
  return parts.length === 0 ? scenario : `${scenario.trimEnd()}\n  texts:\n${parts.join('')}`;
}
