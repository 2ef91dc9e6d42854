import './inspector.css';
import { useEffect } from 'react';
import type { KubeObject } from '../../api/object.ts';
import type { EventRow } from '../../protocol/view.ts';
import { Boundary } from '../../widgets/boundary.tsx';
import { Button } from '../../widgets/button.tsx';
import { Conditions } from '../../widgets/conditions.tsx';
import { Facts } from '../../widgets/facts.tsx';
import { Icon } from '../../widgets/icon.tsx';
import type { KindContext, KindView } from '../../widgets/kind-view.ts';
import { PodGlyph } from '../../widgets/pod-glyph.tsx';
import { Section } from '../../widgets/section.tsx';
import { Tabs } from '../../widgets/tabs.tsx';
import { YamlView } from '../../widgets/yaml-view.tsx';
import { mirror, useCluster } from '../store/cluster-store.ts';
import { shortTime } from '../store/format-time.ts';
import { follow, useFollowed } from '../store/session.ts';
import { type Selection, select, useView } from '../store/view-store.ts';
import { DecisionTable } from './decision-table.tsx';
import { viewOf } from './kind-views.ts';
import { Overview } from './overview.tsx';
import { useKindContext } from './use-context.ts';

/** The hue of what is selected. */
function hueOf(selection: Selection): number {
  if (selection.kind === 'Pod') {
    const pod = mirror.findPod(selection.namespace, selection.name);
    return pod === undefined ? 0 : mirror.owners.markOf(pod).hue;
  }
  for (const row of mirror.workloads.values()) {
    if (row.kind === selection.kind && row.name === selection.name && row.namespace === selection.namespace)
      return mirror.owners.markOfWorkload(row).hue;
  }
  return 0;
}

function Events({ events }: { readonly events: readonly EventRow[] }) {
  if (events.length === 0) return null;
  return (
    <Section title="Events">
      <ol className="object-events">
        {events.slice(0, 12).map((event) => (
          <li key={event.uid} className={event.type === 'Warning' ? 'warn' : ''}>
            <time>{shortTime(event.atMs)}</time>
            <b>{event.reason}</b>
            {event.count > 1 && <span className="muted">{` ×${event.count}`}</span>}
            <p>{event.message}</p>
          </li>
        ))}
      </ol>
    </Section>
  );
}

interface FactsTabProps {
  readonly view: KindView;
  readonly object: KubeObject;
  readonly context: KindContext;
  readonly events: readonly EventRow[];
}

function FactsTab({ view, object, context, events }: FactsTabProps) {
  const saying = view.say(object, context);
  const conditions = view.conditions?.(object, context) ?? [];
  const { Body } = view;
  return (
    <>
      {saying !== null && (
        <section className="sec">
          <h3 className={saying.wrong === true ? 'alarm' : ''}>
            {saying.glyph !== undefined && <PodGlyph state={saying.glyph} />}
            {saying.title}
          </h3>
          {saying.text !== '' && <p className="say">{saying.text}</p>}
        </section>
      )}
      <Section>
        <Facts facts={view.facts(object, context)} />
      </Section>
      {Body !== undefined && <Body object={object} context={context} />}
      {conditions.length > 0 && (
        <Section title="Conditions">
          <Conditions conditions={conditions} />
        </Section>
      )}
      <Events events={events} />
    </>
  );
}

function Head({
  selection,
  view,
  object,
  context,
}: {
  readonly selection: Selection;
  readonly view: KindView;
  readonly object: KubeObject | null;
  readonly context: KindContext;
}) {
  const actions = object === null || !context.canAct ? [] : (view.actions?.(object, context) ?? []);
  return (
    <div className="ih">
      <div className="kind">
        {view.namespaced ? `${selection.kind} in ${selection.namespace || 'default'}` : selection.kind}
      </div>
      <h2>{selection.name}</h2>
      {actions.length > 0 && (
        <div className="acts">
          {actions.map((action) => (
            <Button
              key={action.label}
              small
              icon={action.icon}
              tone={action.alarming === true ? 'alarm' : 'plain'}
              onClick={() => action.run()}
              {...(action.shortcut === undefined ? {} : { shortcut: action.shortcut })}
              {...(action.title === undefined ? {} : { title: action.title })}
            >
              {action.label}
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}

function Followed({ selection, canAct }: { readonly selection: Selection; readonly canAct: boolean }) {
  const tab = useView((state) => state.inspectorTab);
  const followed = useFollowed();
  const epoch = useCluster((state) => state.epoch);
  const context = useKindContext(canAct);
  const view = viewOf(selection.kind);
  const { kind, namespace, name } = selection;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new run must be asked again
  useEffect(() => {
    const { resource, namespaced } = viewOf(kind);
    follow({ resource, namespace: namespaced ? namespace : '', name });
  }, [kind, namespace, name, epoch]);
  // Until the worker answers, what is followed may still be the object that was selected before.
  const isThis = followed.ref?.name === name && followed.ref.resource === view.resource;
  const object = (isThis ? (followed.object ?? null) : null) as KubeObject | null;
  return (
    <div
      className={`insp-scroll o${hueOf(selection)}`}
      data-testid="inspector"
      data-object={`${kind}/${namespace}/${name}`}
    >
      <Head selection={selection} view={view} object={object} context={context} />
      {isThis && followed.object === null && <p className="sec muted">{`This ${kind} does not exist any more.`}</p>}
      {object !== null && tab === 'facts' && (
        <FactsTab view={view} object={object} context={context} events={followed.events} />
      )}
      {object !== null && tab === 'yaml' && <YamlView text={followed.yaml} />}
      {isThis && tab === 'scheduling' && <DecisionTable decisions={followed.decisions} />}
    </div>
  );
}

/** What the selected object means: state, reasons, YAML, and what can be done with it. */
export function Inspector({ canAct }: { readonly canAct: boolean }) {
  const selection = useView((state) => state.selection);
  const tab = useView((state) => state.inspectorTab);
  useEffect(() => {
    if (selection === null) follow(null);
  }, [selection]);
  const tabs = [
    { id: 'facts', label: 'Inspector' },
    { id: 'yaml', label: 'YAML' },
    ...(selection?.kind === 'Pod' ? [{ id: 'scheduling', label: 'Scheduling' }] : []),
  ];
  return (
    <>
      <div className="phead">
        <Tabs
          label="Inspector"
          tabs={selection === null ? tabs.slice(0, 1) : tabs}
          active={selection === null ? 'facts' : tab}
          onSelect={(id) => useView.setState({ inspectorTab: id as typeof tab })}
        />
        <span className="sp" />
        {selection !== null && (
          <button type="button" className="tb" aria-label="Close" title="Close  Esc" onClick={() => select(null)}>
            <Icon name="close" size={12} />
          </button>
        )}
      </div>
      {selection === null ? (
        <Overview />
      ) : (
        <Boundary
          key={`${selection.kind}/${selection.namespace}/${selection.name}`}
          fallback={(retry) => (
            <div className="sec">
              <p className="say">{`This ${selection.kind} cannot be shown: the page has an error.`}</p>
              <Button small onClick={retry}>
                Try again
              </Button>
            </div>
          )}
        >
          <Followed selection={selection} canAct={canAct} />
        </Boundary>
      )}
    </>
  );
}
