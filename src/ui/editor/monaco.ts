import 'monaco-editor/features/codeEditor/register';
import 'monaco-editor/features/bracketMatching/register';
import 'monaco-editor/features/caretOperations/register';
import 'monaco-editor/features/clipboard/register';
import 'monaco-editor/features/codeAction/register';
import 'monaco-editor/features/comment/register';
import 'monaco-editor/features/contextmenu/register';
import 'monaco-editor/features/cursorUndo/register';
import 'monaco-editor/features/find/register';
import 'monaco-editor/features/folding/register';
import 'monaco-editor/features/gotoError/register';
import 'monaco-editor/features/gotoLine/register';
import 'monaco-editor/features/hover/register';
import 'monaco-editor/features/indentation/register';
import 'monaco-editor/features/linesOperations/register';
import 'monaco-editor/features/multicursor/register';
import 'monaco-editor/features/suggest/register';
import 'monaco-editor/features/snippet/register';
import 'monaco-editor/features/wordOperations/register';
// Registers completion itself, which features/suggest leaves out.
import 'monaco-editor/editor/contrib/suggest/browser/suggestController';
import 'monaco-editor/languages/definitions/yaml/register';
import * as monaco from 'monaco-editor/editor';
import EditorWorker from 'monaco-editor/editor/editor.worker?worker';
import { tokenColor } from '../store/token-color.ts';

(globalThis as { MonacoEnvironment?: unknown }).MonacoEnvironment = { getWorker: () => new EditorWorker() };

/** Gives Monaco the page's colours. Call it again when the theme has changed. */
export function defineTheme(theme: string): string {
  const token = tokenColor;
  const bare = (name: string) => token(name).replace('#', '');
  const name = `orrery-${theme}`;
  monaco.editor.defineTheme(name, {
    base: theme.startsWith('dark') ? 'vs-dark' : 'vs',
    inherit: true,
    rules: [
      { token: '', foreground: bare('ink') },
      { token: 'type.yaml', foreground: bare('syn-key'), fontStyle: 'bold' },
      { token: 'string.yaml', foreground: bare('syn-str') },
      { token: 'number.yaml', foreground: bare('syn-num') },
      { token: 'keyword.yaml', foreground: bare('syn-num') },
      { token: 'comment.yaml', foreground: bare('syn-com'), fontStyle: 'italic' },
      { token: 'operators', foreground: bare('ink-2') },
      { token: 'delimiter', foreground: bare('ink-2') },
    ],
    colors: {
      'editor.background': token('paper'),
      'editor.foreground': token('ink'),
      'editorLineNumber.foreground': token('ink-3'),
      'editorLineNumber.dimmedForeground': token('ink-3'),
      'editorLineNumber.activeForeground': token('ink'),
      'editor.lineHighlightBackground': token('sunken'),
      'editor.lineHighlightBorder': '#00000000',
      'editorIndentGuide.background1': token('grid'),
      'editorIndentGuide.activeBackground1': token('line-2'),
      'editorCursor.foreground': token('ink'),
      'editorError.foreground': token('alarm-fill'),
      'editorWidget.background': token('paper'),
      'editorWidget.border': token('line-2'),
      'editorHoverWidget.background': token('paper'),
      'editorSuggestWidget.selectedBackground': token('sunken'),
      'editorSuggestWidget.selectedForeground': token('ink'),
      'editorSuggestWidget.background': token('paper'),
      'editorSuggestWidget.border': token('line-2'),
      'editorSuggestWidget.highlightForeground': token('o5-edge'),
      'editorSuggestWidget.focusHighlightForeground': token('o5-edge'),
      'editorWarning.foreground': token('time'),
      'editorGutter.background': token('paper'),
      'diffEditor.insertedLineBackground': `${token('good')}1f`,
      'diffEditor.insertedTextBackground': `${token('good')}40`,
      'diffEditor.removedLineBackground': `${token('alarm')}1f`,
      'diffEditor.removedTextBackground': `${token('alarm')}40`,
      'diffEditor.unchangedRegionBackground': token('sunken'),
      'diffEditor.unchangedRegionForeground': token('ink-3'),
      'scrollbar.shadow': '#00000000',
      focusBorder: token('focus'),
    },
  });
  return name;
}

export { monaco };
