import { LEVELS } from '../../api/lesson/lesson.ts';
import { lesson } from '../../language/en/lesson.ts';
import { shell } from '../../language/en/shell.ts';
import { type ScenarioChoice, scenarioChoices } from './scenarios.ts';

/** A part of the menu: scenarios on one subject. */
export interface ScenarioGroup {
  readonly title: string;
  readonly choices: readonly ScenarioChoice[];
}

type Subject =
  | 'start'
  | 'pods'
  | 'configuration'
  | 'requests'
  | 'workloads'
  | 'scheduling'
  | 'storage'
  | 'services'
  | 'scaling'
  | 'applications'
  | 'debugging'
  | 'failures';

/** Names of files by subject, in the order in which they are learnt. */
export const SUBJECTS: readonly (readonly [subject: Subject, names: string])[] = [
  ['start', 'first-steps empty-cluster lecture-decks tic-tac-toe self-healing hundred-nodes largest-cluster'],
  [
    'pods',
    'init-containers sidecars lifecycle-hooks liveness-command liveness-http probes-tcp-grpc startup-probe start-and-stop graceful-termination containers-that-fail termination-message shared-processes shared-directory private-registry static-pods',
  ],
  ['configuration', 'config-maps secrets downward-api projected-volumes configuration redis-configuration'],
  ['requests', 'memory-limits cpu-limits qos-classes limit-ranges extended-resources resize-in-place'],
  [
    'workloads',
    'deployments rolling-update updates-without-care canary stateful-sets daemon-sets jobs job-patterns cron-jobs build-system gpu-training',
  ],
  [
    'scheduling',
    'assign-pods node-affinity preferred-affinity apart spread-over-zones bin-packing balanced requested-to-capacity gpu-nodes host-ports image-locality preemption first-in-the-queue scheduling-gates closed-node taint-eviction',
  ],
  ['storage', 'wait-for-consumer volume-zone volume-limits one-writer stateless-and-stateful mysql-single'],
  [
    'services',
    'frontend-backend external-address load-balancer session-affinity datagrams even-load traffic-spike default-deny name-service-outage',
  ],
  ['scaling', 'autoscaling horizontal-autoscale node-autoscaling out-of-capacity'],
  ['applications', 'guestbook wordpress zookeeper'],
  ['debugging', 'debug-pods debug-running-pod debug-services debug-dns'],
  [
    'failures',
    'lose-a-worker node-crash three-ways drain-with-budget cloud-machines lose-one-of-three lose-the-majority',
  ],
];

/** The course: lectures, and exercises level by level. */
function courseGroups(): readonly ScenarioGroup[] {
  const ofPart = (part: ScenarioChoice['part']): readonly ScenarioChoice[] =>
    scenarioChoices.filter((choice) => choice.part === part);
  return [
    { title: lesson('lectures'), choices: ofPart('lectures') },
    ...LEVELS.map((level) => ({ title: lesson(`level.${level}`), choices: ofPart(level) })),
  ];
}

/** The menu's groups; scenarios of no subject come last. Only those that have a word in their title, or their group's. */
export function scenarioGroups(wanted = ''): readonly ScenarioGroup[] {
  const plain = scenarioChoices.filter(({ part }) => part === '');
  const left = new Map(plain.map((choice) => [choice.file.replace(/\.yaml$/, ''), choice]));
  const take = (name: string): readonly ScenarioChoice[] => {
    const choice = left.get(name);
    left.delete(name);
    return choice ? [choice] : [];
  };
  const groups = SUBJECTS.map(([subject, names]) => ({
    title: shell(`subject.${subject}`),
    choices: names.split(' ').flatMap(take),
  }));
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
  const has = (text: string): boolean => words.every((word) => text.toLowerCase().includes(word));
  return [...courseGroups(), ...groups, { title: shell('subject.more'), choices: [...left.values()] }]
    .map(({ title, choices }) => ({
      title,
      choices: choices.filter((one) => has(`${title} ${one.title} ${one.file}`)),
    }))
    .filter(({ choices }) => choices.length > 0);
}
