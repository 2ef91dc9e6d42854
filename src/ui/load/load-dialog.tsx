import './load.css';
import { type SubmitEvent, useEffect, useState } from 'react';
import { load } from '../../language/en/load.ts';
import { Button } from '../../widgets/button.tsx';
import { Dialog } from '../../widgets/dialog.tsx';
import { fetchText } from './fetch-text.ts';
import { refuse, takeFile, takeText, useRefused } from './take-text.ts';

/** A scenario from elsewhere: a file, a text that is pasted, a link. */
export default function LoadDialog({ onClose }: { readonly onClose: () => void }) {
  const { name, problems } = useRefused();
  const [text, setText] = useState('');
  const [address, setAddress] = useState('');
  const [busy, setBusy] = useState(false);
  // Next time it opens, what was wrong this time is over.
  useEffect(() => () => useRefused.setState({ name: '', problems: [] }), []);
  const fetchIt = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    try {
      takeText(await fetchText(address.trim()), address.trim());
    } catch (error) {
      refuse(address, [(error as Error).message]);
    }
    setBusy(false);
  };
  return (
    <Dialog title={load('title')} onClose={onClose}>
      <div className="load-dialog" data-testid="load">
        <label className="load-drop">
          <input
            type="file"
            accept=".yaml,.yml,.json,.orrery"
            onChange={({ target }) => {
              const file = target.files?.[0];
              if (file) void takeFile(file);
              target.value = '';
            }}
          />
          <b>{load('file')}</b>
          <span>{load('drop')}</span>
        </label>
        <label className="load-field">
          {load('paste')}
          <textarea rows={8} spellCheck={false} value={text} onChange={(event) => setText(event.target.value)} />
        </label>
        <Button tone="primary" disabled={text.trim() === ''} onClick={() => takeText(text, load('pasted'))}>
          {load('take')}
        </Button>
        <form onSubmit={(event) => void fetchIt(event)}>
          <label className="load-field">
            {load('link')}
            <input
              type="text"
              inputMode="url"
              placeholder={load('example')}
              value={address}
              onChange={(event) => setAddress(event.target.value)}
            />
          </label>
          <button type="submit" className="btn" disabled={busy || address.trim() === ''}>
            {load(busy ? 'fetching' : 'fetch')}
          </button>
        </form>
        <p className="muted">{load('linkSays')}</p>
        {problems.length > 0 && (
          <div className="load-wrong" role="alert" data-testid="load-problems">
            <p>{load('refused', { name })}</p>
            <ul>
              {problems.map((problem) => (
                <li key={problem}>{problem}</li>
              ))}
            </ul>
          </div>
        )}
      </div>
    </Dialog>
  );
}
