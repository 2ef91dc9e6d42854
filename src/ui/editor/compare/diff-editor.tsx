import { useEffect, useRef } from 'react';
import 'monaco-editor/features/diffEditor/register';
import { useColorsName } from '../../store/looks.ts';
import { defineTheme, monaco } from '../monaco.ts';

interface DiffEditorProps {
  readonly live: string;
  readonly merged: string;
  readonly label: string;
}

const options: monaco.editor.IStandaloneDiffEditorConstructionOptions = {
  automaticLayout: true,
  readOnly: true,
  originalEditable: false,
  // As narrow as the panel is, one text with both is read more easily.
  renderSideBySide: true,
  useInlineViewWhenSpaceIsLimited: true,
  renderSideBySideInlineBreakpoint: 620,
  hideUnchangedRegions: { enabled: true, contextLineCount: 3, minimumLineCount: 3, revealLineCount: 10 },
  renderOverviewRuler: false,
  renderMarginRevertIcon: false,
  renderGutterMenu: false,
  fontFamily: "'IBM Plex Mono', monospace",
  fontSize: 12,
  lineHeight: 19,
  minimap: { enabled: false },
  scrollBeyondLastLine: false,
  lineNumbersMinChars: 3,
  lineDecorationsWidth: 14,
  folding: false,
  scrollbar: { verticalScrollbarSize: 8, horizontalScrollbarSize: 8 },
};

/** Monaco's diff editor: the object as it is, and as it would be. Loaded when it is first asked for. */
export default function DiffEditor({ live, merged, label }: DiffEditorProps) {
  const holder = useRef<HTMLDivElement>(null);
  const theme = useColorsName();
  useEffect(() => {
    const editor = monaco.editor.createDiffEditor(holder.current!, { ...options, modifiedAriaLabel: label });
    const original = monaco.editor.createModel(live, 'yaml');
    const modified = monaco.editor.createModel(merged, 'yaml');
    editor.setModel({ original, modified });
    return () => {
      editor.dispose();
      original.dispose();
      modified.dispose();
    };
  }, [live, merged, label]);
  useEffect(() => {
    monaco.editor.setTheme(defineTheme(theme));
  }, [theme]);
  return <div className="code-holder" ref={holder} data-testid="diff-editor" />;
}
