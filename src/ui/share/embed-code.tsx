import { useState } from 'react';
import { share } from '../../language/en/share.ts';
import { Button } from '../../widgets/button.tsx';

const controls = ['all', 'time', 'none'] as const;

interface Choice {
  readonly controls: (typeof controls)[number];
  readonly readOnly: boolean;
  readonly clickToLoad: boolean;
}

/** What to put into a page so that this moment is shown there. */
function codeOf(link: string, { controls, readOnly, clickToLoad }: Choice): string {
  const script = new URL('kube-orrery.js', link).href;
  const attributes = [
    `moment="${link}"`,
    ...(controls === 'all' ? [] : [`controls="${controls}"`]),
    ...(readOnly ? ['readonly'] : []),
    ...(clickToLoad ? ['click-to-load'] : []),
  ];
  return `<script src="${script}"></script>\n<kube-orrery ${attributes.join(' ')}></kube-orrery>`;
}

/** The address of a frame that shows the moment of a link. */
function frameOf(link: string, { controls, readOnly }: Choice): string {
  const address = new URL(link);
  address.search = `?embed&autoplay=0&controls=${controls}${readOnly ? '&readonly' : ''}`;
  return address.href;
}

/** How this moment gets into an article or a slide: the code, and what it will look like. */
export function EmbedCode({ link }: { readonly link: string }) {
  const [choice, setChoice] = useState<Choice>({ controls: 'all', readOnly: false, clickToLoad: false });
  const [previewed, setPreviewed] = useState(false);
  const code = codeOf(link, choice);
  return (
    <details className="embed-code">
      <summary>{share('embed')}</summary>
      <div className="row">
        <label>
          {share('controls')}
          <select
            value={choice.controls}
            onChange={(event) => setChoice({ ...choice, controls: event.target.value as Choice['controls'] })}
          >
            {controls.map((each) => (
              <option key={each} value={each}>
                {share(`controls.${each}`)}
              </option>
            ))}
          </select>
        </label>
        <label>
          <input
            type="checkbox"
            checked={choice.readOnly}
            onChange={(event) => setChoice({ ...choice, readOnly: event.target.checked })}
          />
          {share('readOnly')}
        </label>
        <label>
          <input
            type="checkbox"
            checked={choice.clickToLoad}
            onChange={(event) => setChoice({ ...choice, clickToLoad: event.target.checked })}
          />
          {share('clickToLoad')}
        </label>
      </div>
      <textarea aria-label={share('code')} readOnly rows={4} value={code} onFocus={(event) => event.target.select()} />
      {previewed ? (
        <iframe title={share('preview')} src={frameOf(link, choice)} width="720" height="420" />
      ) : (
        <Button small onClick={() => setPreviewed(true)}>
          {share('preview')}
        </Button>
      )}
    </details>
  );
}
