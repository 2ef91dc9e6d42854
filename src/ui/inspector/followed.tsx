import './followed.css';
import { useEffect } from 'react';
import type { KubeObject } from '../../api/object.ts';
import { dock } from '../../language/en/dock.ts';
import { inspector } from '../../language/en/inspector.ts';
import { Button } from '../../widgets/button.tsx';
import type { KindContext, KindView } from '../../widgets/kind-view.ts';
import { showLogs, withOutput } from '../dock/logs-store.ts';
import { mirror, useCluster } from '../store/cluster-store.ts';
import { follow, useFollowed } from '../store/session.ts';
import { type Selection, useView } from '../store/view-store.ts';
import { WhyButton } from '../why/why-button.tsx';
import { DecisionTable } from './decision-table.tsx';
import { FactsTab } from './facts-tab.tsx';
import { viewOf } from './kind-views.ts';
import { ObjectEvents } from './object-events.tsx';
import { RelatedTab } from './related-tab.tsx';
import { useKindContext } from './use-context.ts';
import { editObject, YamlTab } from './yaml-tab.tsx';

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

interface HeadProps {
  readonly selection: Selection;
  readonly view: KindView;
  readonly object: KubeObject | null;
  readonly context: KindContext;
}

function Head({ selection, view, object, context }: HeadProps) {
  const actions = object === null || !context.canAct ? [] : (view.actions?.(object, context) ?? []);
  return (
    <div className="ih">
      <div className="kind">
        {view.namespaced
          ? inspector('kindIn', { kind: selection.kind, namespace: selection.namespace || 'default' })
          : selection.kind}
      </div>
      <h2>{selection.name}</h2>
      <div className="acts">
        <WhyButton
          query={{ about: 'object', ref: { ...selection, namespace: view.namespaced ? selection.namespace : '' } }}
          about={`${selection.kind} ${selection.name}`}
          shortcut="y"
        />
        {object !== null && context.canAct && (
          <>
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
            {withOutput.has(selection.kind) && (
              <Button small icon="lines" shortcut="o" onClick={() => showLogs(null)}>
                {dock('logs')}
              </Button>
            )}
            <Button small icon="edit" title={inspector('editHint')} onClick={() => editObject(object)}>
              {inspector('edit')}
            </Button>
          </>
        )}
      </div>
    </div>
  );
}

interface FollowedProps {
  readonly selection: Selection;
  readonly canAct: boolean;
}

function Shown({ selection, view, context }: Pick<HeadProps, 'selection' | 'view' | 'context'>) {
  const tab = useView((state) => state.inspectorTab);
  const followed = useFollowed();
  const { kind, name } = selection;
  // Until the worker answers, what is followed may still be the object that was selected before.
  const isThis = followed.ref?.name === name && followed.ref.kind === kind;
  const object = (isThis ? (followed.object ?? null) : null) as KubeObject | null;
  const { events } = followed;
  return (
    <>
      <Head selection={selection} view={view} object={object} context={context} />
      {isThis && followed.object === null && <p className="sec muted">{inspector('gone', { kind })}</p>}
      {object !== null && tab === 'facts' && (
        <FactsTab view={view} object={object} context={context} events={events} life={followed.life} />
      )}
      {object !== null && tab === 'yaml' && <YamlTab object={object} text={followed.yaml} canAct={context.canAct} />}
      {isThis && tab === 'events' && (
        <section className="sec" aria-label={inspector('events')}>
          {events.length === 0 ? <p className="cap">{inspector('noEvents')}</p> : <ObjectEvents events={events} />}
        </section>
      )}
      {isThis && tab === 'related' && <RelatedTab target={selection} />}
      {isThis && tab === 'scheduling' && <DecisionTable decisions={followed.decisions} />}
    </>
  );
}

/** The selected object, as long as it is selected. */
export default function Followed({ selection, canAct }: FollowedProps) {
  const epoch = useCluster((state) => state.epoch);
  const context = useKindContext(canAct);
  const { kind, namespace, name } = selection;
  const view = viewOf(kind, namespace);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new run must be asked again
  useEffect(() => {
    const { resource, namespaced } = viewOf(kind, namespace);
    follow({ kind, resource, namespace: namespaced ? namespace : '', name });
  }, [kind, namespace, name, epoch]);
  return (
    <div
      className={`insp-scroll o${hueOf(selection)}`}
      data-testid="inspector"
      data-object={`${kind}/${namespace}/${name}`}
    >
      <Shown selection={selection} view={view} context={context} />
    </div>
  );
}
