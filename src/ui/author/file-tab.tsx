import type { ChangeEvent } from 'react';
import { author } from '../../language/en/author.ts';
import { Button } from '../../widgets/button.tsx';
import { beginDraft, setDraft, useAuthor } from './author-store.ts';
import { Field } from './field.tsx';

async function open(event: ChangeEvent<HTMLInputElement>): Promise<void> {
  const file = event.target.files?.[0];
  if (file) setDraft(await file.text());
}

/** The file as a text, and where it comes from. */
export function FileTab() {
  const text = useAuthor((state) => state.text);
  return (
    <>
      <div className="au-row">
        <Button small onClick={beginDraft}>
          {author('begin')}
        </Button>
        <label className="btn sm au-file">
          {author('open')}
          <input type="file" accept=".yaml,.yml,.json" onChange={(event) => void open(event)} />
        </label>
      </div>
      <p className="au-say">{author('fileSays')}</p>
      <Field mono rows={28} label={author('file')} value={text} onCommit={setDraft} />
    </>
  );
}
