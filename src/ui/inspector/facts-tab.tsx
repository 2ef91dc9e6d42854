import type { KubeObject } from '../../api/object.ts';
import { inspector } from '../../language/en/inspector.ts';
import type { LifeRow } from '../../protocol/inspect.ts';
import type { EventRow } from '../../protocol/view.ts';
import { Conditions } from '../../widgets/conditions.tsx';
import { Facts } from '../../widgets/facts.tsx';
import type { KindContext, KindView } from '../../widgets/kind-view.ts';
import { LifeBar } from '../../widgets/life-bar.tsx';
import { PodGlyph } from '../../widgets/pod-glyph.tsx';
import { Section } from '../../widgets/section.tsx';
import { TimerArcs } from '../../widgets/timer-arc.tsx';
import { shortTime } from '../store/format-time.ts';
import { useView } from '../store/view-store.ts';
import { Measure } from './measure/measure.tsx';
import { ObjectEvents } from './object-events.tsx';

const mostEvents = 5;

interface FactsTabProps {
  readonly view: KindView;
  readonly object: KubeObject;
  readonly context: KindContext;
  readonly events: readonly EventRow[];
  readonly life: readonly LifeRow[];
}

function Saying({ view, object, context }: Pick<FactsTabProps, 'view' | 'object' | 'context'>) {
  const saying = view.say(object, context);
  if (saying === null) return null;
  return (
    <section className="sec">
      <h3 className={saying.wrong === true ? 'alarm' : ''}>
        {saying.glyph !== undefined && <PodGlyph state={saying.glyph} />}
        {saying.title}
      </h3>
      {saying.text !== '' && <p className="say">{saying.text}</p>}
    </section>
  );
}

/** What an object means: its state in a sentence, its life, what it waits for, facts, conditions, the last events. */
export function FactsTab({ view, object, context, events, life }: FactsTabProps) {
  const conditions = view.conditions?.(object, context) ?? [];
  const timers = view.timers?.(object, context) ?? [];
  const { Body } = view;
  return (
    <>
      <Saying view={view} object={object} context={context} />
      {(life.length > 1 || view.kind === 'Pod') && (
        <section className="sec">
          <LifeBar
            life={life}
            nowMs={context.nowMs}
            endMs={context.timeOf(object.metadata.deletionTimestamp)}
            time={shortTime}
          />
        </section>
      )}
      {timers.length > 0 && (
        <section className="sec" aria-label={inspector('waitsFor')}>
          <TimerArcs timers={timers} context={context} />
        </section>
      )}
      <Section>
        <Facts facts={view.facts(object, context)} />
      </Section>
      <Measure kind={view.kind} object={object} />
      {Body !== undefined && <Body object={object} context={context} />}
      {conditions.length > 0 && (
        <Section title={inspector('conditions')}>
          <Conditions conditions={conditions} />
        </Section>
      )}
      {events.length > 0 && (
        <Section title={inspector('events')}>
          <ObjectEvents events={events.slice(0, mostEvents)} />
          {events.length > mostEvents && (
            <button type="button" className="lk more" onClick={() => useView.setState({ inspectorTab: 'events' })}>
              {inspector('all', { count: events.length })}
            </button>
          )}
        </Section>
      )}
    </>
  );
}
