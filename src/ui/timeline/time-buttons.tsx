import type { ReactNode } from 'react';
import { time } from '../../language/en/time.ts';
import { Icon } from '../../widgets/icon.tsx';
import { useCluster } from '../store/cluster-store.ts';
import { useView } from '../store/view-store.ts';
import { setRunning, stepBack, stepEvent, stepUnit, useStepChoice } from './run-control.ts';

interface TimeButtonsProps {
  readonly iconSize: number;
  /** More of them. */
  readonly children?: ReactNode;
}

/** Back, run or pause, step. */
export function TimeButtons({ iconSize, children }: TimeButtonsProps) {
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
        <Icon name={running ? 'pause' : 'play'} size={iconSize} />
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
      {children}
    </div>
  );
}
