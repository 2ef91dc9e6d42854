import { type FormEvent, useCallback, useState } from 'react';
import { moments } from '../../language/en/moments.ts';
import { Icon } from '../../widgets/icon.tsx';
import { Popover } from '../../widgets/popover.tsx';
import { Segmented } from '../../widgets/segmented.tsx';
import { expectRun, useCluster } from '../store/cluster-store.ts';
import { type Selection, useView } from '../store/view-store.ts';
import { type StepChoice, setRunning, setStepChoice, useStepChoice } from './run-control.ts';
import { runUntil, useUntil } from './until-store.ts';

interface Choice {
  readonly label: string;
  readonly condition: string;
}

const cel = "object.kind == 'Pod' && object.status.phase == 'Failed'";

const at = ({ kind, namespace, name }: Selection): string =>
  `${kind.toLowerCase()}/${name}${namespace === '' ? '' : ` -n ${namespace}`}`;

/** What one waits for most, first of what is selected. */
function choicesOf(selection: Selection | null): readonly Choice[] {
  const own: Choice[] = [];
  if (selection !== null) {
    const { kind, name } = selection;
    const on = (type: string) => `--for=condition=${type} ${at(selection)}`;
    if (kind === 'Pod' || kind === 'Node')
      own.push({ label: moments('selectedReady', { name }), condition: on('Ready') });
    if (kind === 'Deployment') own.push({ label: moments('selectedAvailable', { name }), condition: on('Available') });
    if (kind === 'Job') own.push({ label: moments('selectedComplete', { name }), condition: on('Complete') });
    own.push({ label: moments('selectedDeleted', { name }), condition: `--for=delete ${at(selection)}` });
  }
  return [
    ...own,
    { label: moments('warning'), condition: 'event Warning' },
    { label: moments('rest'), condition: 'rest' },
    { label: moments('minute'), condition: 'time +1m' },
  ];
}

function start(condition: string): Promise<boolean> {
  const running = runUntil(condition, (met) => moments('met', { condition: met }));
  if (useUntil.getState().trouble === '') expectRun({ running: true });
  return running;
}

function ConditionForm({ onStarted }: { readonly onStarted: () => void }) {
  const trouble = useUntil((state) => state.trouble);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const condition = String(new FormData(event.currentTarget).get('condition') ?? '').trim();
    if (condition === '') return;
    void start(condition);
    // A text that cannot be read is refused at once: the menu then stays, with the reason.
    setTimeout(() => {
      if (useUntil.getState().trouble === '') onStarted();
    }, 150);
  };
  return (
    <form className="until-form" onSubmit={submit}>
      <label>
        {moments('condition')}
        <input
          name="condition"
          className="mono"
          spellCheck={false}
          autoComplete="off"
          aria-describedby="until-syntax"
        />
      </label>
      <button type="submit" className="btn sm">
        {moments('run')}
      </button>
      {trouble !== '' && (
        <p className="alarm verbatim" role="alert">
          {trouble}
        </p>
      )}
      <p className="cap" id="until-syntax">
        {moments('syntax', { cel })}
      </p>
    </form>
  );
}

function Menu({ onClose }: { readonly onClose: () => void }) {
  const selection = useView((state) => state.selection);
  const choice = useStepChoice((state) => state.choice);
  const units: readonly { id: StepChoice; label: string }[] = [
    { id: 'auto', label: moments('auto') },
    { id: 'event', label: moments('event') },
    { id: 'message', label: moments('message') },
    { id: 'write', label: moments('write') },
  ];
  return (
    <Popover label={moments('more')} className="menu up left run-menu" onClose={onClose}>
      <p className="menu-head">{moments('runUntil')}</p>
      {choicesOf(selection).map(({ label, condition }) => (
        <button
          type="button"
          key={condition}
          title={condition}
          onClick={() => {
            onClose();
            void start(condition);
          }}
        >
          {label}
        </button>
      ))}
      <ConditionForm onStarted={onClose} />
      <hr />
      <p className="menu-head">{moments('stepBy')}</p>
      <div className="step-units">
        <Segmented label={moments('stepBy')} options={units} value={choice} onChange={setStepChoice} />
      </div>
    </Popover>
  );
}

/** Beside the step button: what a step is, and running until something holds. */
export function RunMenu() {
  const [open, setOpen] = useState(false);
  const close = useCallback(() => setOpen(false), []);
  const dead = useCluster((state) => state.phase !== 'live');
  return (
    <span className="anchor">
      <button
        type="button"
        className="tb tp-until"
        disabled={dead}
        aria-haspopup="dialog"
        aria-expanded={open}
        aria-label={moments('more')}
        title={moments('more')}
        onClick={() => setOpen(!open)}
      >
        <Icon name="down" size={12} />
      </button>
      {open && <Menu onClose={close} />}
    </span>
  );
}

/** While the run goes on to something: to what, and how to stop that. */
export function WaitingFor() {
  const condition = useUntil((state) => state.condition);
  if (condition === '') return null;
  return (
    <div className="tp-waiting" role="status">
      <span title={condition}>{moments('waiting', { condition })}</span>
      <button
        type="button"
        aria-label={moments('stopWaiting')}
        title={moments('stopWaiting')}
        onClick={() => setRunning(false)}
      >
        <Icon name="close" size={10} />
      </button>
    </div>
  );
}
