import type { Event } from '../../api/k8s/core-v1.gen.ts';
import { kinds } from '../../language/en/kinds.ts';
import { terms } from '../../language/en/terms.ts';
import type { KindView } from '../../widgets/kind-view.ts';
import { LinkTo } from '../../widgets/link-to.tsx';

const EventView: KindView<Event> = {
  kind: 'Event',
  resource: 'events',
  namespaced: true,
  say: ({ reason, message, type }) => ({
    title: reason ?? kinds('event'),
    text: message ?? '',
    wrong: type === 'Warning',
  }),
  facts: (event, context) => {
    const { kind = '', namespace = '', name = '' } = event.involvedObject;
    return [
      {
        term: terms('About'),
        value: (
          <>
            {`${kind} `}
            <LinkTo kind={kind} namespace={kind === 'Node' ? '' : namespace} name={name} context={context} />
          </>
        ),
      },
      { term: terms('From'), value: event.source?.component ?? event.reportingComponent },
      { term: terms('Times'), value: String(event.count ?? event.series?.count ?? 1) },
      { term: terms('First'), value: context.clock(event.firstTimestamp ?? event.eventTime) },
      { term: terms('Last'), value: context.clock(event.lastTimestamp ?? event.series?.lastObservedTime) },
    ];
  },
};

export default EventView;
