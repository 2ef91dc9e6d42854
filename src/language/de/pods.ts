import type { pods as english } from '../en/pods.ts';
import type { Translation } from '../words.ts';

const pods: Translation<typeof english> = {
  terminating: 'Terminating',
  terminatingFor: 'Terminating seit {span}',
  lostNode:
    'Nur der kubelet auf {node} kann bestätigen, dass die Container dieses Pods beendet sind, und von {node} hört man nichts. Das Pod-Objekt bleibt, bis {node} zurückkehrt oder entfernt wird.',
  graceOver: 'Die Grace Period ist vorbei. Der kubelet beendet, was noch läuft, und entfernt dann das Pod-Objekt.',
  askedToStop:
    'Seine Container sollen enden. Bis sie es getan haben oder die Grace Period endet, bleibt das Pod-Objekt; ein Endpoint ist es nicht mehr.',
  crashLoop:
    'Sein Container endet immer wieder. Der kubelet wartet vor jedem neuen Start länger: 10 s, 20 s, 40 s, bis zu 5 Minuten.',
  noImage: 'Der kubelet bekommt das Image nicht und versucht es in wachsenden Abständen wieder. {message}',
  creating:
    'Der kubelet hat den Pod angenommen. Er bereitet die Sandbox vor, lädt das Image und startet die Container der Reihe nach.',
  boundPending: 'Er ist an einen Node gebunden; der kubelet dort hat noch nichts gemeldet.',
  unschedulable:
    'Kein Node kann ihn aufnehmen: {message} Der Scheduler versucht es wieder, wenn sich im Cluster etwas ändert, das helfen könnte.',
  inQueue: 'Er wartet in der Warteschlange des Schedulers auf einen Node.',
  ended:
    'Sein Container {container} endete mit Exit-Code {code}. Der kubelet startet ihn wieder, wenn die Restart Policy es sagt.',
  failed: 'Seine Container sind beendet, mindestens einer schlug fehl. Er wird nicht neu gestartet.',
  completed: 'Alle seine Container endeten erfolgreich.',
  lastKnown: 'Zuletzt als Running bekannt',
  notHeard:
    'Von {node} hört man nichts. Was der API-Server von diesem Pod weiß, ist, was sein kubelet zuletzt meldete.',
  notReady: 'Running, nicht Ready',
  notReadySays:
    'Seine Container laufen, aber eine Readiness Probe oder ein Gate ist nicht bestanden. Services schicken ihm keinen Traffic.',
  ready: 'Running und Ready',
  readySays:
    'Seine Container laufen und bestehen ihre Readiness Probes. Services, die ihn auswählen, schicken ihm Traffic.',
  killContainer: 'Container beenden',
  kill: 'Löschen',
  killOne: '{container} beenden',
  killHint: 'Sein Hauptprozess endet mit Exit-Code 137',
  killed: 'Container {container} von {pod} beenden',
  graceUntil: '{seconds} s, bis {time}',
  seconds: '{count} s',
  minutes: '{count} min',
  'look.ready': 'bereit',
  'look.notReady': 'nicht bereit',
  waiting: 'wartet',
  terminated: 'beendet',
  exitCode: 'Exit-Code {code}',
  reasonAndCode: '{reason}, Exit-Code {code}',
  runningSince: 'läuft seit {time}',
  container: 'Container {name}',
  containerInit: 'Container {name} (init)',
  containers: '{count, plural, one {# Container} other {# Container}}',
  'timer.restart': 'Neustart',
  'timer.restartOf': 'Neustart von {container}',
  'timer.pull': 'Nächster Pull',
  'timer.pullOf': 'Nächster Pull von {container}',
  'timer.startup': 'Startup Probe',
  'timer.startupOf': 'Startup Probe von {container}',
  'timer.readiness': 'Readiness Probe',
  'timer.readinessOf': 'Readiness Probe von {container}',
  'timer.liveness': 'Liveness Probe',
  'timer.livenessOf': 'Liveness Probe von {container}',
  backOff: 'Back-off von {span}',
  failuresInRow: '{count} von {threshold} Fehlschlägen in Folge',
  successesInRow: '{count} von {threshold} Erfolgen in Folge',
  passes: 'besteht',
  notTaken: 'noch nicht geprüft',
  gracePeriod: 'Grace Period',
  ofSpan: 'von {span}',
  eviction: 'Eviction',
  tolerates: 'erträgt den verlorenen Node {seconds} s',
  deadline: 'Active Deadline',
  'machine.off': 'Seine Maschine hat keinen Strom.',
  'machine.cut': 'Seine Maschine läuft, erreicht aber niemanden.',
  'machine.kubelet-stopped': 'Sein kubelet wurde angehalten; Container laufen weiter.',
  nodeBelieved: 'Ready, soweit die Control Plane weiß',
  nodeBelievedSays:
    '{machine} Die Control Plane hat es nicht bemerkt: Sie wartet 50 s auf den nächsten Heartbeat, bevor sie den Node unerreichbar nennt.',
  nodeCordoned: 'Ready, gesperrt',
  nodeCordonedSays: 'Seine Pods laufen weiter, aber der Scheduler setzt keine neuen hierher.',
  nodeReady: 'Ready',
  nodeReadySays: 'Sein kubelet erneuert seinen Lease alle 10 s, und der Scheduler darf Pods hierher setzen.',
  nodeUnknown:
    'Der kubelet hat seinen Lease 50 s lang nicht erneuert, also weiß die Control Plane nichts mehr. Nach 300 s werden die Pods verdrängt, die das nicht tolerieren.',
  nodeNotReady: 'NotReady seit {time}',
  silentSince: 'seit {seconds} s still',
  unlessHeard: 'wenn man nichts mehr von ihm hört',
  unknownIn: 'Unknown in',
  amountOf: '{amount} von {capacity}',
};

export default pods;
