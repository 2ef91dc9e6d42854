import { useEffect, useRef } from 'react';
import { editor } from '../../language/en/editor.ts';
import { useColorsName } from '../store/looks.ts';
import { applyActive, type EditorFile, setText, toggleTabLeaves, useEditor } from './editor-store.ts';
import { defineTheme, monaco } from './monaco.ts';
import { teachKubernetes } from './schema/yaml-language.ts';

type Editor = monaco.editor.IStandaloneCodeEditor;
type Model = monaco.editor.ITextModel;

const options: monaco.editor.IStandaloneEditorConstructionOptions = {
  automaticLayout: true,
  fontFamily: "'IBM Plex Mono', monospace",
  fontSize: 12,
  lineHeight: 19,
  minimap: { enabled: false },
  scrollBeyondLastLine: false,
  lineNumbersMinChars: 3,
  lineDecorationsWidth: 6,
  glyphMargin: false,
  folding: true,
  showFoldingControls: 'mouseover',
  tabSize: 2,
  insertSpaces: true,
  detectIndentation: false,
  renderLineHighlight: 'line',
  renderWhitespace: 'none',
  overviewRulerLanes: 0,
  overviewRulerBorder: false,
  hideCursorInOverviewRuler: true,
  guides: { indentation: true },
  scrollbar: { verticalScrollbarSize: 8, horizontalScrollbarSize: 8 },
  padding: { top: 8, bottom: 8 },
  occurrencesHighlight: 'off',
  unicodeHighlight: { ambiguousCharacters: false },
  quickSuggestions: { other: true, comments: false, strings: true },
  quickSuggestionsDelay: 150,
  suggest: { showWords: false, preview: false, insertMode: 'replace' },
  fixedOverflowWidgets: true,
  ariaLabel: editor('says'),
};

function modelOf(models: Map<number, Model>, file: EditorFile): Model {
  const known = models.get(file.id);
  if (known !== undefined) return known;
  const model = monaco.editor.createModel(
    file.text,
    'yaml',
    monaco.Uri.parse(`inmemory://files/${file.id}/${file.name}`),
  );
  model.onDidChangeContent(() => setText(file.id, model.getValue(monaco.editor.EndOfLinePreference.LF)));
  models.set(file.id, model);
  return model;
}

/** Gives a model another text; undo brings the old one back. */
function replaceText(model: Model, text: string): void {
  model.pushEditOperations([], [{ range: model.getFullModelRange(), text }], () => null);
}

/** The API server's errors as squiggles at their lines. */
function markErrors(model: Model, file: EditorFile): void {
  const errors = file.results?.flatMap((result) => result.errors).filter(({ line }) => line > 0) ?? [];
  const lines = model.getLineCount();
  const markers = errors.map((error) => {
    const line = Math.max(1, Math.min(lines, error.line));
    return {
      severity: monaco.MarkerSeverity.Error,
      message: error.message,
      startLineNumber: line,
      endLineNumber: line,
      startColumn: model.getLineFirstNonWhitespaceColumn(line) || 1,
      endColumn: model.getLineMaxColumn(line),
    };
  });
  monaco.editor.setModelMarkers(model, 'apiserver', markers);
}

function useTheme(): void {
  const theme = useColorsName();
  useEffect(() => {
    monaco.editor.setTheme(defineTheme(theme));
  }, [theme]);
}

/** The Monaco editor, one model a file. Loaded when it is first shown. */
export default function CodeEditor({ file }: { readonly file: EditorFile }) {
  const holder = useRef<HTMLDivElement>(null);
  const editor = useRef<Editor | null>(null);
  const models = useRef(new Map<number, Model>());
  const goTo = useEditor((state) => state.goTo);
  const tabLeaves = useEditor((state) => state.tabLeaves);
  useTheme();
  useEffect(() => {
    const made = monaco.editor.create(holder.current!, { ...options, model: null });
    editor.current = made;
    void teachKubernetes();
    made.addCommand(monaco.KeyMod.CtrlCmd | monaco.KeyCode.Enter, applyActive);
    // Control and M on every system; Command and M is taken on a Mac.
    for (const modifier of [monaco.KeyMod.CtrlCmd, monaco.KeyMod.WinCtrl])
      made.addCommand(modifier | monaco.KeyCode.KeyM, toggleTabLeaves);
    void document.fonts.ready.then(() => monaco.editor.remeasureFonts());
    const held = models.current;
    const left = { isLeft: false, leave: () => {} };
    void import('./follow-selection.ts').then(({ followSelection }) => {
      if (!left.isLeft) left.leave = followSelection(made);
    });
    return () => {
      left.isLeft = true;
      left.leave();
      made.dispose();
      editor.current = null;
      for (const model of held.values()) model.dispose();
      held.clear();
    };
  }, []);
  useEffect(() => {
    const model = modelOf(models.current, file);
    if (editor.current?.getModel() !== model) editor.current?.setModel(model);
    if (model.getValue(monaco.editor.EndOfLinePreference.LF) !== file.text) replaceText(model, file.text);
    markErrors(model, file);
  }, [file]);
  const { id, text } = file;
  // Both read the whole text, which may be long: once a person rests, and not for what an apply changes of the file.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the model has the text
  useEffect(() => {
    const due = setTimeout(() => {
      const model = models.current.get(id);
      if (model === undefined) return;
      void import('./upgrade/quick-fix.ts').then(({ markUpgrades }) => model.isDisposed() || markUpgrades(model));
      void import('./fidelity-marks.ts').then(({ markFidelity }) => model.isDisposed() || markFidelity(model));
    }, 250);
    return () => clearTimeout(due);
  }, [id, text]);
  useEffect(() => {
    editor.current?.updateOptions({ tabFocusMode: tabLeaves });
  }, [tabLeaves]);
  useEffect(() => {
    if (goTo === null || editor.current === null) return;
    editor.current.revealLineInCenter(goTo.line);
    editor.current.setPosition({ lineNumber: goTo.line, column: 1 });
    editor.current.focus();
  }, [goTo]);
  return <div className="code-holder" ref={holder} />;
}
