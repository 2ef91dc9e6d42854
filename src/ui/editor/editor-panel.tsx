import { CrossButton } from '../../widgets/cross-button.tsx';
import './editor.css';
import { lazy, Suspense, useState } from 'react';
import { compare } from '../../language/en/compare.ts';
import { editor } from '../../language/en/editor.ts';
import { Boundary } from '../../widgets/boundary.tsx';
import { Button } from '../../widgets/button.tsx';
import { Icon } from '../../widgets/icon.tsx';
import { Popover } from '../../widgets/popover.tsx';
import { Tabs } from '../../widgets/tabs.tsx';
import { useCluster } from '../store/cluster-store.ts';
import { whenDrawn } from '../store/when-drawn.ts';
import { ComparePane } from './compare/compare-pane.tsx';
import { closeCompare, compareActive, useCompare } from './compare/compare-store.ts';
import { DraftBar } from './draft-bar.tsx';
import { useDroppedFiles } from './drop-files.ts';
import {
  activeFile,
  answerEdit,
  applyFile,
  closeFile,
  type EditorFile,
  goToLine,
  openTemplate,
  togglePlain,
  useEditor,
} from './editor-store.ts';
import { PlainEditor } from './plain-editor.tsx';
import { templates } from './templates.ts';
import { UpgradeBar } from './upgrade-bar.tsx';

const CodeEditor = lazy(() => whenDrawn().then(() => import('./code-editor.tsx')));

function Files({ files, active }: { readonly files: readonly EditorFile[]; readonly active: EditorFile }) {
  const [open, setOpen] = useState(false);
  const plain = useEditor((state) => state.plain);
  const tabs = files.map((file) => ({
    id: String(file.id),
    label: file.name,
    dot: file.text !== file.applied && file.text !== '',
  }));
  return (
    <div className="phead">
      <div className="file-tabs">
        <Tabs
          label={editor('files')}
          tabs={tabs}
          active={String(active.id)}
          onSelect={(id) => useEditor.setState({ active: Number(id) })}
        />
      </div>
      {files.length > 1 && !active.isAsked && (
        <CrossButton label={editor('close', { file: active.name })} onClick={() => closeFile(active.id)} />
      )}
      <span className="anchor">
        <button
          type="button"
          className="tb"
          aria-label={editor('newFile')}
          title={editor('newFile')}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          <Icon name="plus" size={14} />
        </button>
        {open && (
          <Popover label={editor('newFile')} className="menu" onClose={() => setOpen(false)}>
            {templates.map((template) => (
              <button
                type="button"
                key={template.id}
                onClick={() => {
                  openTemplate(template);
                  setOpen(false);
                }}
              >
                {editor(`template.${template.id}`)}
              </button>
            ))}
            <hr />
            <button
              type="button"
              onClick={() => {
                togglePlain();
                setOpen(false);
              }}
            >
              {plain ? editor('useFull') : editor('usePlain')}
            </button>
          </Popover>
        )}
      </span>
    </div>
  );
}

/** What became of the last apply: kubectl's lines, or the errors with their lines. */
function Results({ file }: { readonly file: EditorFile }) {
  if (file.results === null) return null;
  const errors = file.results.flatMap((result) => result.errors);
  const outputs = file.results.filter((result) => result.output !== '');
  return (
    <div
      className={errors.length > 0 ? 'results wrong' : 'results'}
      role={errors.length > 0 ? 'alert' : 'status'}
      data-testid="apply-results"
    >
      {outputs.map((result) => (
        <div key={`${result.line} ${result.output}`} className="mono">
          {result.output}
        </div>
      ))}
      {errors.length > 0 && (
        <b className="alarm">{outputs.length > 0 ? editor('notAllApplied') : editor('notApplied')}</b>
      )}
      {errors.map(({ line, message }, index) =>
        line === 0 ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same error can come twice
          <p key={index}>{message}</p>
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same error can come twice
          <button type="button" key={index} className="error" onClick={() => goToLine(line)}>
            <span className="line">{editor('line', { line })}</span>
            <span>{message}</span>
          </button>
        ),
      )}
    </div>
  );
}

/** Below a text that a program of the terminal waits for. */
function AskedFoot({ file }: { readonly file: EditorFile }) {
  return (
    <div className="pfoot">
      <span className="muted foot-word">{editor('terminalWaits')}</span>
      <span className="sp" />
      <Button small onClick={() => answerEdit(file, null)}>
        {editor('leave')}
      </Button>
      <Button small tone="primary" shortcut="⌃↵" onClick={() => answerEdit(file, file.text)}>
        {editor('save')}
      </Button>
    </div>
  );
}

function Foot({ file }: { readonly file: EditorFile }) {
  const live = useCluster((state) => state.phase === 'live' && state.nowMs >= 0);
  const tabLeaves = useEditor((state) => state.tabLeaves);
  const word = file.busy
    ? editor('applying')
    : file.applied === null
      ? editor('notAppliedYet')
      : file.text === file.applied
        ? editor('applied')
        : editor('changed');
  return (
    <div className="pfoot">
      <span className="muted foot-word">{word}</span>
      <span className="muted tab-hint" role="status">
        {editor.rich(tabLeaves ? 'tabLeaves' : 'tabIndents', { kbd: () => <kbd>⌃M</kbd> })}
      </span>
      <span className="sp" />
      <Button
        small
        disabled={!live || file.busy || file.text.trim() === ''}
        title={compare('diffHint')}
        onClick={() => void compareActive()}
      >
        {compare('diff')}
      </Button>
      <Button
        small
        disabled={!live || file.busy || file.text.trim() === ''}
        title={compare('besideHint')}
        onClick={() => void import('../beside/open-beside.ts').then(({ tryBeside }) => tryBeside(file.text, file.name))}
      >
        {compare('beside')}
      </Button>
      <Button
        small
        tone="primary"
        shortcut="⌃↵"
        disabled={!live || file.busy || file.text.trim() === ''}
        title={live ? editor('applyHint') : editor('notUp')}
        onClick={() => {
          closeCompare();
          void applyFile(file.id);
        }}
      >
        {editor('apply')}
      </Button>
    </div>
  );
}

/** The YAML editor: what you say. */
export function EditorPanel() {
  const files = useEditor((state) => state.files);
  const file = useEditor(activeFile);
  const plain = useEditor((state) => state.plain);
  const isCompared = useCompare((state) => state.of?.id === file.id && state.of.text === file.text);
  const { isOver, handlers } = useDroppedFiles();
  const light = <PlainEditor file={file} />;
  return (
    <>
      <Files files={files} active={file} />
      <DraftBar />
      <div className={isOver ? 'editor dropping' : 'editor'} data-testid="editor" {...handlers}>
        {isCompared ? (
          <ComparePane plain={plain} />
        ) : plain ? (
          light
        ) : (
          <Boundary fallback={() => light}>
            <Suspense fallback={<pre className="editor-waiting">{file.text}</pre>}>
              <CodeEditor file={file} />
            </Suspense>
          </Boundary>
        )}
      </div>
      <UpgradeBar file={file} />
      <Results file={file} />
      {file.isAsked ? <AskedFoot file={file} /> : <Foot file={file} />}
    </>
  );
}
