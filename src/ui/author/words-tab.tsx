import { LEVELS } from '../../api/lesson/lesson.ts';
import { author } from '../../language/en/author.ts';
import { lesson } from '../../language/en/lesson.ts';
import { useLanguage } from '../../language/language.ts';
import { Button } from '../../widgets/button.tsx';
import { CrossButton } from '../../widgets/cross-button.tsx';
import { edit, useAuthor } from './author-store.ts';
import { setAt } from './draft.ts';
import { addHint, addMistake, editedLanguage, removeHint, removeMistake } from './edits.ts';
import { Field } from './field.tsx';

function Hints({ language }: { readonly language: string }) {
  const spec = useAuthor((state) => state.draft.spec);
  const costs = spec?.exercise?.hints ?? [];
  return (
    <section className="au-part">
      <h3>{author('hints')}</h3>
      {costs.map((cost, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: hints are known by their place
        <div className="au-hint" key={index}>
          <Field
            rows={2}
            label={lesson('hint', { number: index + 1 })}
            value={spec?.texts?.[language]?.hints?.[index] ?? ''}
            onCommit={(value) => edit((text) => setAt(text, ['spec', 'texts', language, 'hints', index], value))}
          />
          <Field
            mono
            label={author('hintCost')}
            value={String(cost)}
            onCommit={(value) => edit((text) => setAt(text, ['spec', 'exercise', 'hints', index], Number(value) || 0))}
          />
          <CrossButton
            label={author('removeHint', { number: index + 1 })}
            onClick={() => edit((t) => removeHint(t, index))}
          />
        </div>
      ))}
      <Button small onClick={() => edit((text) => addHint(text, author('newHint'), language))}>
        {author('addHint')}
      </Button>
    </section>
  );
}

/** What people often do instead, and which goals it fails: without one, nothing shows that a goal can fail. */
function Mistakes({ language }: { readonly language: string }) {
  const spec = useAuthor((state) => state.draft.spec);
  const mistakes = spec?.exercise?.mistakes ?? [];
  const goals = spec?.exercise?.goals ?? [];
  return (
    <section className="au-part">
      <h3>{author('mistakes')}</h3>
      <p className="au-say">{author('mistakesSay')}</p>
      {mistakes.map(({ id, fails = [] }, index) => (
        <div className="au-mistake" key={id}>
          <Field
            rows={2}
            label={author('mistakeNamed', { id })}
            value={spec?.texts?.[language]?.mistakes?.[id] ?? ''}
            onCommit={(value) => edit((text) => setAt(text, ['spec', 'texts', language, 'mistakes', id], value))}
          />
          <CrossButton
            label={author('removeMistake', { id })}
            onClick={() => edit((text) => removeMistake(text, index))}
          />
          <fieldset>
            <legend>{author('fails')}</legend>
            {goals.map((goal) => (
              <label className="au-check" key={goal.id}>
                <input
                  type="checkbox"
                  checked={fails.includes(goal.id)}
                  onChange={({ target: { checked } }) => {
                    const next = checked ? [...fails, goal.id] : fails.filter((one) => one !== goal.id);
                    edit((text) => setAt(text, ['spec', 'exercise', 'mistakes', index, 'fails'], next));
                  }}
                />
                {goal.id}
              </label>
            ))}
          </fieldset>
        </div>
      ))}
      <Button small onClick={() => edit((text) => addMistake(text, author('newMistake'), language))}>
        {author('addMistake')}
      </Button>
    </section>
  );
}

/** Title, task and all that is said of an exercise; hints; mistakes. */
export function WordsTab() {
  const draft = useAuthor((state) => state.draft);
  const page = useLanguage((state) => state.language);
  const language = editedLanguage(draft, page);
  const { metadata, spec } = draft;
  const texts = spec?.texts?.[language];
  const isExercise = spec?.exercise !== undefined;
  const say = (field: string) => (value: string) =>
    edit((text) => setAt(text, ['spec', 'texts', language, field], value || undefined));
  return (
    <>
      <Field
        mono
        label={author('name')}
        value={metadata?.name ?? ''}
        onCommit={(value) => edit((text) => setAt(text, ['metadata', 'name'], value))}
      />
      <Field
        label={author('title')}
        value={spec?.title ?? ''}
        onCommit={(value) =>
          edit((text) => {
            const titled = setAt(text, ['spec', 'title'], value || undefined);
            return texts?.title === undefined ? titled : setAt(titled, ['spec', 'texts', language, 'title'], value);
          })
        }
      />
      {isExercise ? (
        <>
          <p className="au-say">{author('language', { language })}</p>
          <Field rows={5} label={author('task')} value={texts?.task ?? ''} onCommit={say('task')} />
          <label className="au-field">
            {author('level')}
            <select
              value={spec?.exercise?.level ?? ''}
              onChange={(event) =>
                edit((text) => setAt(text, ['spec', 'exercise', 'level'], event.target.value || undefined))
              }
            >
              <option value="">{author('noLevel')}</option>
              {LEVELS.map((level) => (
                <option key={level} value={level}>
                  {lesson(`level.${level}`)}
                </option>
              ))}
            </select>
          </label>
          <Hints language={language} />
          <Field rows={3} label={author('solutionWords')} value={texts?.solution ?? ''} onCommit={say('solution')} />
          <Field rows={4} label={author('debrief')} value={texts?.debrief ?? ''} onCommit={say('debrief')} />
          <Mistakes language={language} />
        </>
      ) : (
        <p className="au-say">{author('wordsNeedGoals')}</p>
      )}
    </>
  );
}
