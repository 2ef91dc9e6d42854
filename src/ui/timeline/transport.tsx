import './transport.css';
import { time } from '../../language/en/time.ts';
import { Bookmarks } from './bookmarks.tsx';
import { Branches } from './branches.tsx';
import { Clock } from './clock.tsx';
import { RunMenu, WaitingFor } from './run-menu.tsx';
import { SpeedControl } from './speed-control.tsx';
import { TimeButtons } from './time-buttons.tsx';
import { Timeline } from './timeline.tsx';

/** The bar of virtual time at the bottom. */
export function Transport() {
  return (
    <section className="transport" aria-label={time('controls')}>
      <TimeButtons iconSize={18}>
        <RunMenu />
      </TimeButtons>
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
