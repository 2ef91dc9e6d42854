import './share.css';
import { type ChangeEvent, useEffect, useState } from 'react';
import { renderSVG } from 'uqr';
import { exporting } from '../../language/en/exporting.ts';
import { share } from '../../language/en/share.ts';
import { Button } from '../../widgets/button.tsx';
import { Dialog } from '../../widgets/dialog.tsx';
import { useCluster } from '../store/cluster-store.ts';
import { download } from '../store/download.ts';
import { clockText } from '../store/format-time.ts';
import { useView } from '../store/view-store.ts';
import { EmbedCode } from './embed-code.tsx';
import { linkNow, openSituation } from './situations.ts';

/** Beyond this many characters chats and mail programs cut links, or refuse them. */
const MOST_FOR_CHAT = 2_000;
/** Beyond this a QR code is too fine for a telephone at the back of a hall. */
const MOST_FOR_QR = 1_200;

function save(link: string): void {
  const { run, nowMs } = useCluster.getState();
  const text = new Blob([link.replace(/^.*#/s, '')], { type: 'text/plain' });
  download(text, `${run?.name ?? 'run'}-${Math.round(nowMs / 1000)}s.orrery`);
}

async function openFile(event: ChangeEvent<HTMLInputElement>, onClose: () => void): Promise<void> {
  const file = event.target.files?.[0];
  if (!file) return;
  onClose();
  await openSituation(await file.text());
}

/** A QR code as an image, so that nothing of it is markup of the page. */
function QrCode({ link }: { readonly link: string }) {
  const svg = renderSVG(link, { ecc: 'L', border: 2 });
  return <img className="qr" alt={share('qr')} src={`data:image/svg+xml,${encodeURIComponent(svg)}`} />;
}

/** The run up to this moment as a link, a QR code and a file. */
export default function ShareDialog({ onClose }: { readonly onClose: () => void }) {
  const [link, setLink] = useState<string>();
  const [copied, setCopied] = useState(false);
  useEffect(() => void linkNow().then(setLink), []);
  const [openedMs] = useState(() => useCluster.getState().nowMs);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(link!);
      setCopied(true);
    } catch {
      document.querySelector<HTMLInputElement>('.share input')?.select();
    }
  };
  const isLong = (link?.length ?? 0) > MOST_FOR_CHAT;
  return (
    <Dialog title={share('title')} onClose={onClose}>
      <div className="share">
        <p className="say">{share('says', { time: clockText(openedMs) })}</p>
        {link === undefined ? (
          <p className="muted">{share('making')}</p>
        ) : (
          <>
            <div className="row">
              <input
                aria-label={share('link')}
                readOnly
                value={link}
                data-testid="share-link"
                onFocus={(event) => event.target.select()}
              />
              <Button tone="primary" onClick={() => void copy()}>
                {copied ? share('copied') : share('copy')}
              </Button>
            </div>
            <p className={isLong ? 'alarm' : 'muted'} data-testid="share-length">
              {share(isLong ? 'tooLong' : 'length', { length: link.length })}
            </p>
            {link.length <= MOST_FOR_QR && <QrCode link={link} />}
            <EmbedCode link={link} />
          </>
        )}
        <div className="row">
          <Button disabled={link === undefined} onClick={() => save(link!)}>
            {share('save')}
          </Button>
          <label className="btn">
            {share('openFile')}
            <input type="file" accept=".orrery,text/plain" onChange={(event) => void openFile(event, onClose)} />
          </label>
          <Button onClick={() => useView.setState({ openPanel: 'export' })}>{exporting('open')}</Button>
        </div>
      </div>
    </Dialog>
  );
}
