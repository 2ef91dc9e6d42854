import './transport.css';
import { Icon } from '../../widgets/icon.tsx';
import { useCluster } from '../store/cluster-store.ts';
import { useView } from '../store/view-store.ts';
import { Branches } from './branches.tsx';
import { Clock } from './clock.tsx';
import { setRunning, stepBack, stepEvent, stepUnit } from './run-control.ts';
import { SpeedControl } from './speed-control.tsx';
import { Timeline } from './timeline.tsx';

function Buttons() {
  const running = useCluster((state) => state.running);
  const unit = useView((state) => stepUnit(state.page));
  const dead = useCluster((state) => state.phase !== 'live');
  return (
    <div className="tp-btns">
      <button
        type="button"
        className="tb tp-back"
        disabled={dead}
        aria-label="Back to the last event"
        title="Back to the last event  ,"
        onClick={stepBack}
      >
        <Icon name="back" />
      </button>
      <button
        type="button"
        className="play"
        disabled={dead}
        aria-label={running ? 'Pause' : 'Run'}
        title={running ? 'Pause  Space' : 'Run  Space'}
        onClick={() => setRunning(!running)}
      >
        <Icon name={running ? 'pause' : 'play'} size={18} />
      </button>
      <button
        type="button"
        className="tb"
        disabled={dead}
        aria-label={`Step to the next ${unit}`}
        title={`Step to the next ${unit}  .`}
        onClick={stepEvent}
      >
        <Icon name="step" />
      </button>
    </div>
  );
}

/** The bar of virtual time at the bottom. */
export function Transport() {
  return (
    <section className="transport" aria-label="Time controls">
      <Buttons />
      <Clock />
      <SpeedControl />
      <Timeline />
      <Branches />
    </section>
  );
}
