import type { causes as english } from '../en/causes.ts';
import type { Translation } from '../words.ts';

const causes: Translation<typeof english> = {
  again: 'Jetzt noch einmal fragen',
  asked: 'Stand {time}',
  looking: 'Die Ursachen werden zurückverfolgt …',
  nothing: 'Davon ist nichts bekannt: Es wird nicht mehr aufbewahrt.',
  hidden: 'Solange ein Kurs vorhersagt, bleiben die Ursachen verborgen.',
  'of.state': 'Warum ist es so?',
  'of.existence': 'Warum gibt es das?',
  'of.absence': 'Warum gibt es das nicht?',
  'of.write': 'Warum wurde das geschrieben?',
  'of.event': 'Warum dieses Ereignis?',
  'of.request': 'Warum ging sie so aus?',
  later: '{time} später',
  now: 'jetzt',
  goTo: 'Zu {time} gehen',
  open: '{kind} {name} öffnen',
  'root.person': 'von Hand',
  'root.scenario': 'Szenario',
  'root.fault': 'Störung',
  'root.cluster': 'von Anfang an',
  'root.time': 'Zeit',
  'root.past': 'zu lange her',
  'say.wasThere': '{kind} {name} ist von Anfang an da: Der Cluster ist damit hochgefahren.',
  'say.created': '{actor} legt {kind} {name} an.',
  'say.createdFor': '{actor} legt {kind} {name} für {ownerKind} {owner} an.',
  'say.podFor':
    '{ownerKind} {owner} will {wants, plural, one {# Pod} other {# Pods}} und hat weniger: {actor} legt Pod {name} an.',
  'say.replicaSetFor':
    'Deployment {owner} hat noch kein ReplicaSet mit dieser Pod-Vorlage: {actor} legt ReplicaSet {name} an.',
  'say.scaled': '{actor} setzt die Replicas von {kind} {name} von {from} auf {to}.',
  'say.template': '{actor} ändert die Pod-Vorlage von {kind} {name}: {fields}.',
  'say.changed': '{actor} ändert {kind} {name}: {fields}.',
  'say.readyCount':
    '{actor} zählt: Von {kind} {name} {ready, plural, one {ist # von {wants, plural, one {# Pod} other {# Pods}}} other {sind # von {wants, plural, one {# Pod} other {# Pods}}}} bereit.',
  'say.reported': '{actor} berichtet über {kind} {name}: {fields}.',
  'say.touched': '{actor} schreibt {kind} {name} neu.',
  'say.marked': '{actor} verlangt, dass {kind} {name} gelöscht wird.',
  'say.markedPod': '{actor} löscht Pod {name}: Er hat {seconds} s, um sich zu beenden.',
  'say.evicted': '{actor} räumt Pod {name}: {message}',
  'say.preempted': 'Pod {name} muss einem mit höherer Priorität Platz machen: {message}',
  'say.tainted': 'Pod {name} duldet einen Taint seines Nodes nicht länger: {actor} räumt ihn.',
  'say.deleted': '{actor} löscht {kind} {name}.',
  'say.podEnded': 'Die Container von Pod {name} sind beendet: Das Kubelet von {node} entfernt den Pod.',
  'say.collected': '{ownerKind} {owner} geht, und {kind} {name} gehört dazu: Der Garbage Collector löscht es mit.',
  'say.emptied': 'Namespace {namespace} geht: {kind} {name} darin wird gelöscht.',
  'say.bound': '{actor} bindet Pod {name} an Node {node}.',
  'say.unschedulable': '{actor} findet keinen Node für Pod {name}: {message}',
  'say.started': 'Das Kubelet von {node} hat die Container von Pod {name} gestartet.',
  'say.ready': 'Beim Kubelet von {node} laufen die Container: Pod {name} ist bereit.',
  'say.notReady': 'Das Kubelet von {node} findet Pod {name} nicht mehr bereit.',
  'say.waiting': 'Container {container} von Pod {name} wartet: {reason}. {message}',
  'say.restarted':
    'Das Kubelet von {node} startet Container {container} von Pod {name} neu, der mit Code {code} endete: Neustart {count}.',
  'say.outOfMemory':
    'Container {container} von Pod {name} braucht mehr Speicher als sein Limit von {limit}: Der Kernel beendet ihn (OOMKilled).',
  'say.crashed': 'Container {container} von Pod {name} endet mit Code {code}.',
  'say.ended': 'Alle Container von Pod {name} sind gut zu Ende gegangen.',
  'say.failed': 'Pod {name} scheitert: {reason}. {message}',
  'say.nodeSilent':
    '{actor} hat von Node {name} länger als die Schonfrist nichts gehört: Ready des Nodes wird Unknown.',
  'say.nodeReady': 'Node {name} meldet, dass er bereit ist.',
  'say.nodeTaint': '{actor} versieht Node {name} mit einem Taint: {taints}.',
  'say.nodeUntaint': '{actor} nimmt Node {name} einen Taint ab: {taints}.',
  'say.cordoned':
    '{actor} {cordoned, select, yes {sperrt Node {name} für neue Pods} other {öffnet Node {name} wieder}}.',
  'say.endpoints':
    '{actor} schreibt EndpointSlice {name}: {ready} von {all, plural, one {# Adresse} other {# Adressen}} {ready, plural, one {ist} other {sind}} bereit.',
  'say.event': '{actor} meldet {reason}: {message}',
  'say.podNotReadyNode': 'Der Node von Pod {name} ist nicht bereit: {actor} vermerkt, dass der Pod nicht bereit ist.',
  'say.noEndpoints': 'Service {name} hat keinen bereiten Endpunkt.',
  'say.noSelector': 'Service {name} hat keinen Selektor: Niemand schreibt Endpunkte für ihn.',
  'say.selectsNothing':
    'Sein Selektor {selector} trifft keinen Pod des Namespace.{near, select, none {} other { Am nächsten kommen die Labels {near}.}}',
  'say.selectsUnready':
    'Er wählt {pods, plural, one {# Pod} other {# Pods}} aus, keiner davon ist bereit. Einer davon ist {pod}.',
  'say.replicasZero': '{kind} {name} will 0 Pods.',
  'say.createFails': '{actor} kann für {kind} {name} keine Pods anlegen: {message}',
  'say.quota': 'ResourceQuota {name} setzt die Grenze.',
  'say.componentStopped': '{component} läuft nicht: Niemand tut seine Arbeit.',
  'say.neverWas': 'Niemand hat {kind} {name} angelegt, seit der Cluster läuft.',
  'say.isThere': 'Es gibt eines mit demselben Namen im Namespace {elsewhere}.',
  'say.refused': 'Der API-Server weist „{line}“ mit {code} ab: {message}',
  'say.asked': '{actor} fragt den API-Server: {line}.',
  'say.lossClient': 'Die Anfrage von {client} ging nie los: Kein Node war bereit, von dem sie ausgehen konnte.',
  'say.lossDns': 'Der Name-Server kennt {host} nicht (NXDOMAIN): {client} hat keine Adresse, an die er senden kann.',
  'say.lossNoDns': 'Kein Name-Server antwortete auf {host}: {client} hat keine Adresse, an die er senden kann.',
  'say.lossBalancer':
    'Der Load Balancer von {service} {node, select, none {hat keinen gesunden Node} other {gab sie an {node}, der nicht antwortet}}.',
  'say.lossIngress': 'Der Ingress-Controller antwortet selbst mit {status}.',
  'say.lossRefused':
    'Die Regeln auf {node} kennen keinen Endpunkt von Service {service}: Die Verbindung von {client} wird abgewiesen.',
  'say.lossDropped': 'Die Regeln auf {node} verwerfen die Verbindung von {client} zu Service {service}.',
  'say.lossPolicy':
    'NetworkPolicy {policies} lässt {client} nicht {direction, select, Egress {hinaus} other {zu {pod} hinein}}: Die Verbindung wird verworfen und läuft in die Zeitüberschreitung.',
  'say.lossTarget':
    'Die Regeln{node, select, none {} other { auf {node}}} schickten {client} noch zu {ip}{pod, select, none {} other { (Pod {pod})}}, wo {refused, select, yes {nichts lauscht} other {niemand antwortet}}.',
  'say.lossServer':
    'Pod {pod} {what, select, full {hat schon zu viele in der Warteschlange} error {antwortet mit einem Fehler} ended {ging darüber zu Ende} late {antwortet zu spät} other {wurde abgeschnitten}}.',
  'say.answered':
    'Pod {pod} antwortet {client}{service, select, none {} other {: Die Regeln von Service {service} auf {node} {sticky, select, yes {bleiben bei ihm} other {wählten ihn unter {endpoints}}}}}.',
  'say.typed': '{command}',
  'say.applied': 'Sie wenden YAML an.',
  'say.scenarioDid': '{command}',
  'say.scenarioObjects': 'Das Szenario legt seine Objekte an.',
  'say.faultDone': '{fault} {target}',
  'say.clusterMade': 'So ist der Cluster hochgefahren.',
  'say.timeCame': 'Niemand hat es getan: Seine Zeit war gekommen.',
  'say.notKept': 'Was davor war, wird nicht mehr aufbewahrt.',
};

export default causes;
