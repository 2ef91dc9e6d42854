import { CrossButton } from '../../widgets/cross-button.tsx';
import './author.css';
import { author } from '../../language/en/author.ts';
import { Button } from '../../widgets/button.tsx';
import { Tabs } from '../../widgets/tabs.tsx';
import LessonPanel from '../lesson/lesson-panel.tsx';
import { saveFile } from '../lesson/save-file.ts';
import { useCluster } from '../store/cluster-store.ts';
import { useView } from '../store/view-store.ts';
import { type AuthorTab, useAuthor } from './author-store.ts';
import { CaptionsTab } from './captions-tab.tsx';
import { FileTab } from './file-tab.tsx';
import { GoalsTab } from './goals-tab.tsx';
import { StepsTab } from './steps-tab.tsx';
import { tryDraft } from './try-draft.ts';
import { WordsTab } from './words-tab.tsx';

const tabs: Readonly<Record<AuthorTab, () => React.JSX.Element>> = {
  steps: StepsTab,
  goals: GoalsTab,
  words: WordsTab,
  captions: CaptionsTab,
  file: FileTab,
};

const leave = (): void => useView.setState({ authoring: 'off' });

function save(): void {
  const { text, draft } = useAuthor.getState();
  saveFile(`${draft.metadata?.name ?? 'lesson'}.yaml`, text, 'application/yaml');
}

/** What is wrong with the draft, and what can be done with it when nothing is. */
function Foot() {
  const problems = useAuthor((state) => state.problems);
  return (
    <footer className="au-foot">
      <div className="au-problems" role="status" data-testid="author-problems" data-count={problems.length}>
        {problems.length === 0 ? (
          <p>{author('valid')}</p>
        ) : (
          <>
            <p className="alarm">{author('invalid', { count: problems.length })}</p>
            <ul>
              {problems.map((problem) => (
                <li key={problem}>{problem}</li>
              ))}
            </ul>
          </>
        )}
      </div>
      <div className="au-row">
        <Button small tone="primary" icon="play" disabled={problems.length > 0} onClick={() => void tryDraft()}>
          {author('try')}
        </Button>
        <Button small disabled={problems.length > 0} onClick={save}>
          {author('export')}
        </Button>
      </div>
    </footer>
  );
}

/** What a try has shown, above what a student sees. */
function Trying() {
  const tried = useAuthor((state) => state.tried);
  const isTaught = useCluster((state) => state.run?.lesson != null);
  const isExercise = useAuthor((state) => state.draft.spec?.exercise !== undefined);
  return (
    <div className="author trying">
      <div className="au-tried" role="status" data-testid="author-tried" data-faults={tried?.faults?.length ?? ''}>
        <Button small icon="back" onClick={() => useView.setState({ authoring: 'on' })}>
          {author('back')}
        </Button>
        {tried?.faults === null && <p>{author('checking')}</p>}
        {tried?.faults?.length === 0 && <p>{author(isExercise ? 'holds' : 'plays')}</p>}
        {tried?.faults != null && tried.faults.length > 0 && (
          <>
            <p className="alarm">{author('faults', { count: tried.faults.length })}</p>
            <ul>
              {tried.faults.map((fault) => (
                <li key={fault}>{fault}</li>
              ))}
            </ul>
          </>
        )}
      </div>
      {isTaught ? <LessonPanel /> : <p className="au-say">{author('plain')}</p>}
    </div>
  );
}

/** Beside the views: a lesson in the making. */
export default function AuthorPanel() {
  const trying = useView((state) => state.authoring === 'trying');
  const { tab, draft, recording } = useAuthor();
  if (trying) return <Trying />;
  const Shown = tabs[tab];
  return (
    <aside className="author" aria-label={author('author')}>
      <header className="au-head">
        <h2>{author('author')}</h2>
        <small>{draft.spec?.title ?? draft.metadata?.name ?? ''}</small>
        <CrossButton label={author('leave')} size={14} onClick={leave} />
      </header>
      <Tabs
        label={author('parts')}
        active={tab}
        onSelect={(id) => useAuthor.setState({ tab: id as AuthorTab })}
        tabs={(Object.keys(tabs) as AuthorTab[]).map((id) => ({
          id,
          label: author(`tab.${id}`),
          ...(id === 'steps' && recording ? { dot: true } : {}),
        }))}
      />
      <div className="au-body" role="tabpanel" aria-label={author(`tab.${tab}`)}>
        <Shown />
      </div>
      <Foot />
    </aside>
  );
}
