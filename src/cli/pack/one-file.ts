import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { InlineConfig, Plugin, Rolldown } from 'vite';
import { scenarioTitles } from '../build/scenario-titles.ts';

/** The project's folder, from wherever the command line was bundled to. */
function projectRoot(): string {
  let dir = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(dir, 'index.html')) || !existsSync(join(dir, 'package.json'))) dir = dirname(dir);
  return dir;
}

/** Modules in whose place others stand where all is one file: no second file can be fetched there. */
const INSTEAD: readonly (readonly [end: string, file: string])[] = [
  ['/start-worker.ts', 'src/embed/inline-worker.ts'],
  ['/code-editor.tsx', 'src/embed/plain-code-editor.tsx'],
  ['/diff-editor.tsx', 'src/embed/no-diff-editor.tsx'],
];

function instead(root: string): Plugin {
  return {
    name: 'instead',
    enforce: 'pre',
    resolveId(wanted) {
      const found = INSTEAD.find(([end]) => wanted.endsWith(end));
      return found && join(root, found[1]);
    },
  };
}

function configOf(root: string): InlineConfig {
  const inline = { codeSplitting: false } as const;
  return {
    root,
    base: './',
    configFile: false,
    logLevel: 'error',
    plugins: [instead(root), scenarioTitles(root)],
    worker: { format: 'iife', rolldownOptions: { output: inline } },
    build: {
      write: false,
      target: 'es2022',
      assetsInlineLimit: Number.MAX_SAFE_INTEGER,
      cssCodeSplit: false,
      modulePreload: false,
      rolldownOptions: { input: 'src/main.tsx', output: inline },
    },
  };
}

/** What a page of one file may do: run the one script in it, and nothing that comes over a network. */
const policyFor = (script: string): string =>
  [
    "default-src 'none'",
    `script-src 'sha256-${createHash('sha256').update(script).digest('base64')}'`,
    'worker-src blob: data:',
    "style-src 'unsafe-inline'",
    'font-src data:',
    'img-src data: blob:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');

/** Code that may stand in a script element: what would end it is in strings and patterns only, where a backslash changes nothing. */
const inScript = (code: string): string => code.replace(/<\/(?=script)/gi, '<\\/').replaceAll('<!--', '<\\!--');

const inAttribute = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

/**
 * The whole page with a scenario in it as one HTML file, which works from a disk and without a network.
 * @param report where scores go: `scorm` finds a course platform's run-time around it
 */
export async function oneFile(scenario: string, title: string, report: '' | 'scorm'): Promise<string> {
  const { build } = await import('vite');
  const made = (await build(configOf(projectRoot()))) as Rolldown.RolldownOutput;
  const script = inScript(made.output.find((part) => part.type === 'chunk')!.code);
  const style = made.output
    .filter((part) => part.type === 'asset' && part.fileName.endsWith('.css'))
    .map((part) => String((part as Rolldown.OutputAsset).source))
    .join('\n');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${inAttribute(policyFor(script))}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
${report === '' ? '' : `<meta name="orrery-report" content="${report}">\n`}<title>${inAttribute(title)}</title>
<style>${style.replaceAll('</', '<\\/')}</style>
</head>
<body>
<div id="root"></div>
<script type="application/json" id="orrery-scenario">${JSON.stringify(scenario).replaceAll('<', '\\u003c')}</script>
<script type="module">${script}</script>
</body>
</html>
`;
}
