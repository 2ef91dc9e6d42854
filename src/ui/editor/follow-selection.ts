import { useFollowed } from '../store/session.ts';
import { useView } from '../store/view-store.ts';
import { activeFile, useEditor } from './editor-store.ts';
import { monaco } from './monaco.ts';
import { followedObject, selectAtLine, selectedDocuments } from './selected-document.ts';

/** Joins the editor to the page's one selection: a click in a document selects its object, what is selected is marked. */
export function followSelection(editor: monaco.editor.IStandaloneCodeEditor): () => void {
  const marks = editor.createDecorationsCollection();
  let due: ReturnType<typeof setTimeout> | undefined;
  const mark = (reveals: boolean) => {
    const model = editor.getModel();
    if (model === null) return;
    const documents = selectedDocuments(model.getValue(monaco.editor.EndOfLinePreference.LF));
    marks.set(
      documents.map(({ fromLine, toLine }) => ({
        range: new monaco.Range(fromLine, 1, toLine, 1),
        options: { isWholeLine: true, linesDecorationsClassName: 'doc-selected' },
      })),
    );
    const first = documents[0];
    if (reveals && first !== undefined && !editor.hasTextFocus()) editor.revealLineNearTop(first.fromLine);
  };
  const soon = (reveals: boolean) => {
    clearTimeout(due);
    due = setTimeout(() => mark(reveals), 150);
  };
  const pressed = editor.onMouseDown(({ target }) => {
    const file = activeFile(useEditor.getState());
    if (target.position !== null) selectAtLine(file.text, target.position.lineNumber, file.applied !== null);
  });
  const changed = editor.onDidChangeModelContent(() => soon(false));
  const shown = editor.onDidChangeModel(() => soon(true));
  const leave = useView.subscribe((state, before) => {
    if (state.selection !== before.selection) soon(true);
  });
  // Owners are known once the object has come.
  let uid = followedObject()?.metadata.uid;
  const leaveObject = useFollowed.subscribe(() => {
    const next = followedObject()?.metadata.uid;
    if (next !== uid) soon(false);
    uid = next;
  });
  soon(true);
  return () => {
    clearTimeout(due);
    for (const each of [pressed, changed, shown]) each.dispose();
    leave();
    leaveObject();
  };
}
