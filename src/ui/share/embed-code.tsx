import { useState } from 'react';
import { share } from '../../language/en/share.ts';
import { languageNames } from '../../language/language.ts';
import { Button } from '../../widgets/button.tsx';
import { viewTabs } from '../shell/page-views.ts';
import { useView } from '../store/view-store.ts';
import { palettes, themes, views } from './embed-choices.ts';

const controls = ['all', 'time', 'none'] as const;
const speeds = ['1', '2', '5', '20', '100'] as const;
const scales = ['0.75', '1', '1.25', '1.5', '2'] as const;

/** What is chosen of a frame: each value is that of the attribute of the same name, '' for one that is left out. */
interface Choice {
  readonly view: string;
  readonly controls: string;
  readonly theme: string;
  readonly palette: string;
  readonly speed: string;
  readonly scale: string;
  /** '' is the language of whoever reads it. */
  readonly lang: string;
  readonly title: string;
  readonly readonly: boolean;
  readonly autoplay: boolean;
  readonly link: boolean;
  readonly 'click-to-load': boolean;
}

/** What holds when an attribute is left out. */
const usual = {
  view: 'cluster',
  controls: 'all',
  theme: 'light',
  palette: 'usual',
  speed: '1',
  scale: '1',
  lang: '',
  title: '',
};

function attributesOf(choice: Choice): [string, string][] {
  const said = (Object.keys(usual) as (keyof typeof usual)[]).flatMap((name): [string, string][] =>
    choice[name] === usual[name] ? [] : [[name, choice[name]]],
  );
  if (choice.readonly) said.push(['readonly', '']);
  if (!choice.autoplay) said.push(['autoplay', '0']);
  if (!choice.link) said.push(['link', '0']);
  return said;
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');

/** What to put into a page so that this moment is shown there. */
function codeOf(link: string, choice: Choice): string {
  const script = new URL('kube-orrery.js', link).href;
  const lazy: [string, string][] = choice['click-to-load'] ? [['click-to-load', '']] : [];
  const attributes = [['moment', link] as const, ...attributesOf(choice), ...lazy].map(([name, value]) =>
    value === '' ? name : `${name}="${escaped(value)}"`,
  );
  return `<script src="${script}"></script>\n<kube-orrery ${attributes.join(' ')}></kube-orrery>`;
}

/** The address of a frame that shows the moment of a link. */
function frameOf(link: string, choice: Choice): string {
  const address = new URL(link);
  address.search = `?${new URLSearchParams([['embed', ''], ...attributesOf(choice)])}`;
  return address.href;
}

interface ChooseProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, label: string])[];
  readonly onChange: (value: string) => void;
}

function Choose({ label, value, options, onChange }: ChooseProps) {
  return (
    <label>
      {label}
      <select value={value} onChange={(event) => onChange(event.target.value)}>
        {options.map(([each, name]) => (
          <option key={each} value={each}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

const viewOptions = () => views.map((id) => [id, viewTabs.find((tab) => tab.id === id)?.name() ?? id] as const);

function Choices({ choice, onChoose }: { readonly choice: Choice; readonly onChoose: (choice: Choice) => void }) {
  const choose = (name: keyof Choice) => (value: string) => onChoose({ ...choice, [name]: value });
  return (
    <div className="row">
      <Choose label={share('view')} value={choice.view} options={viewOptions()} onChange={choose('view')} />
      <Choose
        label={share('controls')}
        value={choice.controls}
        options={controls.map((each) => [each, share(`controls.${each}`)])}
        onChange={choose('controls')}
      />
      <Choose
        label={share('theme')}
        value={choice.theme}
        options={themes.map((each) => [each, share(`theme.${each}`)])}
        onChange={choose('theme')}
      />
      <Choose
        label={share('palette')}
        value={choice.palette}
        options={palettes.map((each) => [each, share(`palette.${each}`)])}
        onChange={choose('palette')}
      />
      <Choose
        label={share('speed')}
        value={choice.speed}
        options={speeds.map((each) => [each, `${each}×`])}
        onChange={choose('speed')}
      />
      <Choose
        label={share('textSize')}
        value={choice.scale}
        options={scales.map((each) => [each, `${Number(each) * 100} %`])}
        onChange={choose('scale')}
      />
      <Choose
        label={share('language')}
        value={choice.lang}
        options={[['', share('language.own')], ...Object.entries(languageNames)]}
        onChange={choose('lang')}
      />
      <label>
        {share('ownTitle')}
        <input type="text" size={18} value={choice.title} onChange={(event) => choose('title')(event.target.value)} />
      </label>
      {(['readonly', 'autoplay', 'link', 'click-to-load'] as const).map((name) => (
        <label key={name}>
          <input
            type="checkbox"
            checked={choice[name]}
            onChange={(event) => onChoose({ ...choice, [name]: event.target.checked })}
          />
          {share(`switch.${name}`)}
        </label>
      ))}
    </div>
  );
}

/** How this moment gets into an article or a slide: the code, and what it will look like. */
export function EmbedCode({ link }: { readonly link: string }) {
  const page = useView((state) => state.page);
  const [choice, setChoice] = useState<Choice>({
    ...usual,
    view: views.find((id) => id === page) ?? 'cluster',
    readonly: false,
    autoplay: false,
    link: true,
    'click-to-load': false,
  });
  const [previewed, setPreviewed] = useState(false);
  const code = codeOf(link, choice);
  return (
    <details className="embed-code">
      <summary>{share('embed')}</summary>
      <Choices choice={choice} onChoose={setChoice} />
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
