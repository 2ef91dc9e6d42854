import type { RawCaption } from '../../api/lesson/raw-lesson.ts';
import { formatDuration } from '../../base/duration.ts';
import { author } from '../../language/en/author.ts';
import { useLanguage } from '../../language/language.ts';
import { Button } from '../../widgets/button.tsx';
import { CrossButton } from '../../widgets/cross-button.tsx';
import { useCluster } from '../store/cluster-store.ts';
import { type Selection, useView } from '../store/view-store.ts';
import { edit, useAuthor } from './author-store.ts';
import { setAt } from './draft.ts';
import { addCaption, editedLanguage, removeCaption } from './edits.ts';
import { Field } from './field.tsx';
import { useAnswers } from './use-answers.ts';

const nameOf = ({ kind, namespace, name }: Selection): string =>
  namespace === '' ? `${kind}/${name}` : `${kind}/${namespace}/${name}`;

interface CaptionRowProps {
  readonly caption: RawCaption;
  readonly index: number;
  readonly language: string;
}

/** What may be marked: the selected object, the view that is shown. */
function Looks({ caption, index }: Pick<CaptionRowProps, 'caption' | 'index'>) {
  const selection = useView((state) => state.selection);
  const page = useView((state) => state.page);
  const set = (field: string, value: unknown) => edit((text) => setAt(text, ['spec', 'captions', index, field], value));
  const toggle = (field: 'highlight' | 'camera' | 'select' | 'view', value: unknown, shown: string) => (
    <label className="au-check">
      <input
        type="checkbox"
        checked={caption[field] !== undefined}
        disabled={caption[field] === undefined && value === undefined}
        onChange={(event) => set(field, event.target.checked ? value : undefined)}
      />
      {author(`look.${field}`, { what: String(caption[field] ?? shown) })}
    </label>
  );
  const name = selection === null ? undefined : nameOf(selection);
  return (
    <>
      {toggle('highlight', name === undefined ? undefined : [name], name ?? author('nothing'))}
      {toggle('camera', name ?? 'whole', name ?? author('whole'))}
      {toggle('select', name, name ?? author('nothing'))}
      {toggle('view', page, page)}
      <label className="au-check">
        <input
          type="checkbox"
          checked={caption.pause === true}
          onChange={(event) => set('pause', event.target.checked || undefined)}
        />
        {author('pause')}
      </label>
    </>
  );
}

function CaptionRow({ caption, index, language }: CaptionRowProps) {
  const words = useAuthor((state) => state.draft.spec?.texts?.[language]?.captions?.[caption.id]);
  const [gate] = useAnswers(caption.when === undefined ? [] : [caption.when]);
  const set = (field: string) => (value: string) =>
    edit((text) => setAt(text, ['spec', 'captions', index, field], value || undefined));
  const say = (field: string) => (value: string) =>
    edit((text) => setAt(text, ['spec', 'texts', language, 'captions', caption.id, field], value || undefined));
  return (
    <li className="au-caption" data-testid="author-caption">
      <div className="au-row">
        <Field
          mono
          label={author('notBefore')}
          value={caption.at === undefined ? '' : String(caption.at)}
          onCommit={set('at')}
        />
        <CrossButton
          label={author('removeCaption', { caption: words?.title ?? caption.id })}
          tip={author('remove')}
          onClick={() => edit((text) => removeCaption(text, index))}
        />
      </div>
      <Field label={author('title')} value={words?.title ?? ''} onCommit={say('title')} />
      <Field rows={3} label={author('captionText')} value={words?.text ?? ''} onCommit={say('text')} />
      <Field
        mono
        label={author('when')}
        value={caption.when ?? ''}
        hint="endpoints('web') == 3"
        onCommit={set('when')}
      />
      {gate && (
        <p className={gate.trouble === '' ? 'au-say' : 'au-say alarm'}>
          {gate.trouble || author(gate.isTrue ? 'gateOpen' : 'gateShut')}
        </p>
      )}
      {caption.when !== undefined && <Field label={author('waits')} value={words?.wait ?? ''} onCommit={say('wait')} />}
      <Field rows={2} label={author('notes')} value={words?.notes ?? ''} onCommit={say('notes')} />
      <Looks caption={caption} index={index} />
    </li>
  );
}

/** What is said, when, and what is shown with it. */
export function CaptionsTab() {
  const draft = useAuthor((state) => state.draft);
  const page = useLanguage((state) => state.language);
  const language = editedLanguage(draft, page);
  const captions = draft.spec?.captions ?? [];
  const add = (): void => {
    const at = formatDuration(Math.max(0, Math.round(useCluster.getState().nowMs / 1000) * 1000));
    edit((text) => addCaption(text, at, author('newCaption'), page));
  };
  return (
    <>
      <p className="au-say">{author('captionsSay')}</p>
      <ol className="au-captions" aria-label={author('captions')}>
        {captions.map((caption, index) => (
          <CaptionRow key={caption.id} caption={caption} index={index} language={language} />
        ))}
      </ol>
      <Button small onClick={add}>
        {author('addCaption')}
      </Button>
    </>
  );
}
