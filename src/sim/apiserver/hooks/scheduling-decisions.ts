import { ORRERY_GROUP, SCHEDULING_DECISION } from '../decisions/decision-kind.ts';
import { getDecision, listDecisions, watchDecisions } from '../decisions/decision-verbs.ts';
import { type HooksDefinition, NO_HOOKS } from '../hooks.ts';

/** What the scheduler keeps, to be read by everybody who may. */
const schedulingDecisions: HooksDefinition = {
  group: ORRERY_GROUP,
  plural: SCHEDULING_DECISION.plural,
  create(server) {
    const source = server.decisions;
    if (!source) return NO_HOOKS;
    return {
      serve: {
        get: (call) => getDecision(source, call),
        list: (call) => listDecisions(source, call),
        watch: (call) => watchDecisions(server, source, call),
      },
    };
  },
};

export default schedulingDecisions;
