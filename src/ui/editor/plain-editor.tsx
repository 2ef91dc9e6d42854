import { type KeyboardEvent, useEffect, useRef } from 'react';
import { editor } from '../../language/en/editor.ts';
import { applyActive, type EditorFile, setText, useEditor } from './editor-store.ts';

/** A light editor for touch devices, and when the big one cannot be loaded. Tab leaves it. */
export function PlainEditor({ file }: { readonly file: EditorFile }) {
  const area = useRef<HTMLTextAreaElement>(null);
  const goTo = useEditor((state) => state.goTo);
  useEffect(() => {
    const element = area.current;
    if (goTo === null || element === null) return;
    const lines = element.value.split('\n');
    const start = lines.slice(0, goTo.line - 1).reduce((sum, line) => sum + line.length + 1, 0);
    element.focus();
    element.setSelectionRange(start, start + (lines[goTo.line - 1]?.length ?? 0));
  }, [goTo]);
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    applyActive();
  };
  const click = () => {
    const line = file.text.slice(0, area.current?.selectionStart ?? 0).split('\n').length;
    void import('./selected-document.ts').then(({ selectAtLine }) => {
      selectAtLine(file.text, line, file.applied !== null);
    });
  };
  return (
    <textarea
      ref={area}
      className="plain-editor"
      aria-label={editor('yaml')}
      spellCheck={false}
      autoCapitalize="off"
      autoCorrect="off"
      wrap="off"
      value={file.text}
      onChange={(event) => setText(file.id, event.target.value)}
      onKeyDown={press}
      onClick={click}
    />
  );
}
