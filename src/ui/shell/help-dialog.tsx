import { Suspense } from 'react';
import { shell } from '../../language/en/shell.ts';
import { allLanguages, languageNames, useLanguage } from '../../language/language.ts';
import type { PodRow } from '../../protocol/view.ts';
import { Dialog } from '../../widgets/dialog.tsx';
import { part } from '../../widgets/part.tsx';
import { type PodGlyphName, stateNames } from '../../widgets/pod-glyph.tsx';
import { Segmented } from '../../widgets/segmented.tsx';
import { Slab, type Stage } from '../scene/slab.tsx';
import { switchLook, useLooks } from '../store/looks.ts';
import { useView } from '../store/view-store.ts';
import { pageActions } from './actions.ts';
import { chooseLanguage } from './choose-language.ts';

const Glossary = part(() => import('./glossary.tsx'));

const stage: Stage = { layoutKey: 0, live: false, lineY: 0, gate: { x: 0, y: 0 } };

function specimen(state: PodGlyphName): PodRow {
  return {
    uid: state,
    namespace: 'legend',
    name: state,
    node: '',
    state,
    status: stateNames[state],
    reason: '',
    owner: 'web',
    ownerKind: 'Deployment',
    label: 'web',
    suffix: 'x7c2d',
    revisionAge: 0,
    cpuMilli: 0,
    memoryBytes: 0,
    cpuUsedMilli: 0,
    memoryUsedBytes: 0,
    readyContainers: 0,
    containers: 1,
    restarts: 0,
    ip: '',
    createdMs: 0,
    progressFromMs: 0,
    progressToMs: 0,
    terminatingFromMs: 0,
    terminatingToMs: 0,
    endpoint: '',
  };
}

function Legend() {
  return (
    <ul className="legend">
      {(Object.keys(stateNames) as PodGlyphName[]).map((state) => (
        <li key={state}>
          <svg width="104" height="30" aria-hidden="true">
            <Slab
              shape={{ pod: specimen(state), x: 1, y: 2, w: 100, h: 26, hue: 1, code: '', form: 'slab', usePx: 0 }}
              stage={stage}
              stale={false}
            />
          </svg>
          <b>{stateNames[state]}</b>
          <span className="muted">{shell(`rule.${state}`)}</span>
        </li>
      ))}
    </ul>
  );
}

/** What makes the page easier to see and to use. */
function Switches() {
  const looks = useLooks();
  const names = [
    ['contrast', shell('moreContrast')],
    ['still', shell('lessMotion')],
    ['keys', shell('singleKeys')],
  ] as const;
  return (
    <fieldset className="switches">
      <legend className="hidden-text">{shell('looks')}</legend>
      {names.map(([name, label]) => (
        <label key={name}>
          <input type="checkbox" checked={looks[name]} onChange={() => switchLook(name)} />
          {label}
        </label>
      ))}
    </fieldset>
  );
}

/** The keyboard map and how to read the figure. */
export default function HelpDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog title={shell('help')} onClose={onClose}>
      <div className="help">
        <div className="help-top">
          <Segmented
            label={shell('language')}
            options={allLanguages.map((id) => ({ id, label: languageNames[id] }))}
            value={useLanguage((state) => state.language)}
            onChange={(language) => void chooseLanguage(language)}
          />
          <Switches />
        </div>
        <section>
          <h3>{shell('keys')}</h3>
          <dl className="keys">
            {pageActions.map(({ keys, does }) => (
              <div key={keys[0]}>
                <dt>
                  {keys.map((key) => (
                    <kbd key={key}>{key}</kbd>
                  ))}
                </dt>
                <dd>{does()}</dd>
              </div>
            ))}
          </dl>
        </section>
        <section>
          <h3>{shell('reading')}</h3>
          <p className="say">{shell('readingSays')}</p>
          <Legend />
          <p className="cap">{shell('readingMore')}</p>
          <button type="button" className="btn" onClick={() => useView.setState({ openPanel: 'fidelity' })}>
            {shell('fidelity')}
          </button>
        </section>
        <section>
          <h3>{shell('glossary')}</h3>
          <Suspense>
            <Glossary />
          </Suspense>
        </section>
      </div>
    </Dialog>
  );
}
