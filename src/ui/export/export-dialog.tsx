import './export.css';
import { useState } from 'react';
import { exporting } from '../../language/en/exporting.ts';
import { Button } from '../../widgets/button.tsx';
import { Dialog } from '../../widgets/dialog.tsx';
import { type Export, save } from './save.ts';

const texts = ['yaml', 'script', 'events'] as const;

/** What can be taken out of the page, as files. */
export default function ExportDialog({ onClose }: { readonly onClose: () => void }) {
  const [said, setSaid] = useState('');
  const take = async (what: Export): Promise<void> => {
    setSaid(exporting('working'));
    try {
      setSaid(exporting('done', { name: await save(what) }));
    } catch (error) {
      setSaid(exporting('failed', { why: error instanceof Error ? error.message : String(error) }));
    }
  };
  return (
    <Dialog title={exporting('title')} onClose={onClose}>
      <dl className="export" data-testid="export">
        <div>
          <dt>
            <Button onClick={() => void take('svg')}>{exporting('svg')}</Button>
            <Button onClick={() => void take('png')}>{exporting('png')}</Button>
          </dt>
          <dd>{exporting('picture')}</dd>
        </div>
        {texts.map((form) => (
          <div key={form}>
            <dt>
              <Button onClick={() => void take(form)}>{exporting(`form.${form}`)}</Button>
            </dt>
            <dd>{exporting(`says.${form}`)}</dd>
          </div>
        ))}
      </dl>
      <p className="muted export-said" role="status">
        {said}
      </p>
    </Dialog>
  );
}
