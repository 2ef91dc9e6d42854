import './transport.css';
import { time } from '../../language/en/time.ts';
import { Icon } from '../../widgets/icon.tsx';
import { useCluster } from '../store/cluster-store.ts';
import { useView } from '../store/view-store.ts';
import { Bookmarks } from './bookmarks.tsx';
import { Branches } from './branches.tsx';
import { Clock } from './clock.tsx';
import { setRunning, stepBack, stepEvent, stepUnit, useStepChoice } from './run-control.ts';
import { RunMenu, WaitingFor } from './run-menu.tsx';
import { SpeedControl } from './speed-control.tsx';
import { Timeline } from './timeline.tsx';

function Buttons() {
  const running = useCluster((state) => state.running);
  const choice = useStepChoice((state) => state.choice);
  const unit = useView((state) => stepUnit(state.page, choice));
  const dead = useCluster((state) => state.phase !== 'live');
  return (
    <div className="tp-btns">
      <button
        type="button"
        className="tb tp-back"
        disabled={dead}
        aria-label={time('back')}
        title={`${time('back')}  ,`}
        onClick={stepBack}
      >
        <Icon name="back" />
      </button>
      <button
        type="button"
        className="play"
        disabled={dead}
        aria-label={time(running ? 'pause' : 'run')}
        title={`${time(running ? 'pause' : 'run')}  ${time('space')}`}
        onClick={() => setRunning(!running)}
      >
        <Icon name={running ? 'pause' : 'play'} size={18} />
      </button>
      <button
        type="button"
        className="tb"
        disabled={dead}
        aria-label={time('step', { unit })}
        title={`${time('step', { unit })}  .`}
        onClick={stepEvent}
      >
        <Icon name="step" />
      </button>
      <RunMenu />
    </div>
  );
}

/** The bar of virtual time at the bottom. */
export function Transport() {
  return (
    <section className="transport" aria-label={time('controls')}>
      <Buttons />
      <Clock />
      <SpeedControl />
      <Timeline />
      <div className="tp-end">
        <Bookmarks />
        <Branches />
      </div>
      <WaitingFor />
    </section>
  );
}
