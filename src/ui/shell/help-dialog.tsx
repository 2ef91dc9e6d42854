import { shell } from '../../language/en/shell.ts';
import { allLanguages, languageNames, useLanguage } from '../../language/language.ts';
import type { PodRow } from '../../protocol/view.ts';
import { Dialog } from '../../widgets/dialog.tsx';
import { type PodGlyphName, stateNames } from '../../widgets/pod-glyph.tsx';
import { Segmented } from '../../widgets/segmented.tsx';
import { Slab, type Stage } from '../scene/slab.tsx';
import { actions } from './actions.ts';
import { chooseLanguage } from './choose-language.ts';

const stage: Stage = { layoutKey: 0, live: false, lineY: 0, gate: { x: 0, y: 0 } };

const rules: Readonly<Record<PodGlyphName, string>> = {
  pending: 'no node yet',
  creating: 'fills with the pull',
  notready: 'runs, gets no traffic',
  ready: 'full ink',
  terminating: 'drains with its grace period',
  crash: 'keeps exiting',
  imgpull: 'cannot get its image',
  failed: 'stopped for good',
  evicted: 'sent away by its node',
  completed: 'finished with success',
  unknown: 'its node is not heard of',
};

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
          <span className="muted">{rules[state]}</span>
        </li>
      ))}
    </ul>
  );
}

/** The keyboard map and how to read the figure. */
export function HelpDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog title={shell('help')} onClose={onClose}>
      <div className="help">
        <Segmented
          label={shell('language')}
          options={allLanguages.map((id) => ({ id, label: languageNames[id] }))}
          value={useLanguage((state) => state.language)}
          onChange={(language) => void chooseLanguage(language)}
        />
        <section>
          <h3>Keys</h3>
          <dl className="keys">
            {actions.map(({ keys, does }) => (
              <div key={does}>
                <dt>
                  {keys.map((key) => (
                    <kbd key={key}>{key}</kbd>
                  ))}
                </dt>
                <dd>{does}</dd>
              </div>
            ))}
          </dl>
        </section>
        <section>
          <h3>Reading the figure</h3>
          <p className="say">
            Hue says who owns a Pod. Ink says how ready it is. Hatching says that its revision is not the newest.
            Vermilion with a notched corner says that something is wrong. Brass is virtual time, and nothing else.
          </p>
          <Legend />
          <p className="cap">
            A vessel is a node; it hangs on its connection to the API server, and heartbeats run up that stem. A lid
            means cordoned. Dashed walls mean NotReady. A dot at the right edge of a Pod is an endpoint of a Service:
            filled when it gets traffic.
          </p>
        </section>
      </div>
    </Dialog>
  );
}
