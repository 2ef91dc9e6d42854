import type { Language } from './language.ts';

/** A term of Kubernetes: what each language calls it on the page, and what it is in one line. */
export interface GlossaryEntry {
  readonly name: Readonly<Record<Language, string>>;
  readonly says: Readonly<Record<Language, string>>;
}

const term = (en: string, de: string, saysEn: string, saysDe: string): GlossaryEntry => ({
  name: { en, de },
  says: { en: saysEn, de: saysDe },
});

/** The words of the page for Kubernetes' terms. German keeps them where German courses do; the article says how. */
export const glossary: readonly GlossaryEntry[] = [
  term(
    'API server',
    'der API-Server',
    'The only way to the store: checks every request.',
    'Der einzige Weg zum Speicher: prüft jede Anfrage.',
  ),
  term(
    'Back-off',
    'das Back-off',
    'A pause that grows with each failure.',
    'Eine Pause, die mit jedem Fehlschlag wächst.',
  ),
  term(
    'Cluster',
    'der Cluster',
    'Machines that Kubernetes runs as one.',
    'Maschinen, die Kubernetes wie eine betreibt.',
  ),
  term('ConfigMap', 'die ConfigMap', 'Settings outside the image.', 'Einstellungen außerhalb des Images.'),
  term(
    'Container',
    'der Container',
    'A process with its own files, made from an image.',
    'Ein Prozess mit eigenen Dateien, aus einem Image gemacht.',
  ),
  term(
    'Control plane',
    'die Control Plane',
    'The components that decide: API server, etcd, scheduler, controllers.',
    'Die Komponenten, die entscheiden: API-Server, etcd, Scheduler, Controller.',
  ),
  term(
    'Controller',
    'der Controller',
    'Compares what is with what is wanted, and acts.',
    'Vergleicht, was ist, mit dem, was sein soll, und handelt.',
  ),
  term(
    'Cordon, uncordon',
    'sperren, freigeben',
    'Keep new Pods off a node, or let them in again.',
    'Neue Pods von einem Node fernhalten oder wieder zulassen.',
  ),
  term('CronJob', 'der CronJob', 'Starts Jobs by the clock.', 'Startet Jobs nach der Uhr.'),
  term('DaemonSet', 'das DaemonSet', 'One Pod on each node.', 'Ein Pod auf jedem Node.'),
  term(
    'Deployment',
    'das Deployment',
    'So many equal Pods, updated step by step.',
    'So viele gleiche Pods, schrittweise aktualisiert.',
  ),
  term('Drain', 'leeren', 'Evict all Pods of a node.', 'Alle Pods eines Nodes verdrängen.'),
  term(
    'Endpoint',
    'der Endpoint',
    'The address of a Pod behind a Service.',
    'Die Adresse eines Pods hinter einem Service.',
  ),
  term('etcd', 'etcd', 'The store that holds all objects.', 'Der Speicher, der alle Objekte hält.'),
  term(
    'Event',
    'der Event',
    'A note of a component on what it did or saw.',
    'Die Notiz einer Komponente, was sie tat oder sah.',
  ),
  term('Eviction', 'die Eviction (Verdrängen)', 'A Pod must leave its node.', 'Ein Pod muss seinen Node verlassen.'),
  term(
    'Grace period',
    'die Grace Period',
    'Time that a Pod has to end by itself.',
    'Die Zeit, die ein Pod hat, um von selbst zu enden.',
  ),
  term(
    'Heartbeat',
    'der Heartbeat',
    'A sign of life: the kubelet renews its Lease.',
    'Ein Lebenszeichen: Der kubelet erneuert seinen Lease.',
  ),
  term(
    'Image',
    'das Image',
    'The files from which a container is made.',
    'Die Dateien, aus denen ein Container entsteht.',
  ),
  term(
    'Ingress',
    'der Ingress',
    'Rules by which requests come in by host and path.',
    'Regeln, nach denen Anfragen nach Host und Pfad hereinkommen.',
  ),
  term('Job', 'der Job', 'Pods that end when their work is done.', 'Pods, die enden, wenn ihre Arbeit getan ist.'),
  term(
    'kubelet',
    'der kubelet',
    'The agent on each node that runs its Pods.',
    'Der Agent auf jedem Node, der dessen Pods betreibt.',
  ),
  term(
    'kube-proxy',
    'der kube-proxy',
    'Writes the rules by which a node finds endpoints.',
    'Schreibt die Regeln, nach denen ein Node Endpoints findet.',
  ),
  term('Label', 'das Label', 'A pair by which objects are selected.', 'Ein Paar, nach dem Objekte ausgewählt werden.'),
  term(
    'Lease',
    'der Lease',
    'A claim that must be renewed in time.',
    'Ein Anspruch, der rechtzeitig erneuert werden muss.',
  ),
  term('Limit', 'das Limit', 'The most that a container may use.', 'Das Höchste, was ein Container nutzen darf.'),
  term('Namespace', 'der Namespace', 'A room for names, rights and quotas.', 'Ein Raum für Namen, Rechte und Quotas.'),
  term('NetworkPolicy', 'die NetworkPolicy', 'Who may talk to whom.', 'Wer mit wem reden darf.'),
  term('Node', 'der Node', 'A machine of the cluster.', 'Eine Maschine des Clusters.'),
  term('PersistentVolume', 'das PersistentVolume', 'A disk of the cluster.', 'Eine Platte des Clusters.'),
  term('Pod', 'der Pod', 'Containers that run together on one node.', 'Container, die zusammen auf einem Node laufen.'),
  term(
    'PodDisruptionBudget',
    'das PodDisruptionBudget',
    'How many Pods may be evicted at a time.',
    'Wie viele Pods zugleich verdrängt werden dürfen.',
  ),
  term(
    'Preemption',
    'die Preemption',
    'Pods of lower priority must make room.',
    'Pods niedrigerer Priorität müssen Platz machen.',
  ),
  term(
    'Probe',
    'die Probe',
    'How the kubelet asks whether a container works.',
    'Wie der kubelet fragt, ob ein Container funktioniert.',
  ),
  term(
    'ReplicaSet',
    'das ReplicaSet',
    'Keeps the number of Pods of one revision.',
    'Hält die Zahl der Pods einer Revision.',
  ),
  term(
    'Request (of resources)',
    'der Request',
    'What a container asks for; the scheduler counts it.',
    'Was ein Container verlangt; der Scheduler rechnet damit.',
  ),
  term(
    'Request (to a server)',
    'die Anfrage',
    'A question to the API server, or to an application.',
    'Eine Frage an den API-Server oder an eine Anwendung.',
  ),
  term(
    'Revision',
    'die Revision',
    'A version of a template, or of an object in the store.',
    'Eine Fassung eines Templates oder eines Objekts im Speicher.',
  ),
  term('Rollout', 'der Rollout', 'The way from one revision to the next.', 'Der Weg von einer Revision zur nächsten.'),
  term('Scheduler', 'der Scheduler', 'Chooses the node of each Pod.', 'Wählt den Node jedes Pods.'),
  term('Secret', 'das Secret', 'Credentials for Pods.', 'Zugangsdaten für Pods.'),
  term('Selector', 'der Selector', 'Chooses objects by their labels.', 'Wählt Objekte nach ihren Labels.'),
  term('Service', 'der Service', 'One name and address for many Pods.', 'Ein Name und eine Adresse für viele Pods.'),
  term(
    'StatefulSet',
    'das StatefulSet',
    'Pods with numbers, names and disks of their own.',
    'Pods mit eigenen Nummern, Namen und Platten.',
  ),
  term(
    'Taint, toleration',
    'der Taint, die Toleration',
    'A node keeps Pods away; a Pod bears it.',
    'Ein Node hält Pods fern; ein Pod erträgt es.',
  ),
  term('Watch', 'der Watch', 'A stream of changes from the API server.', 'Ein Strom von Änderungen vom API-Server.'),
  term(
    'Workload',
    'der Workload',
    'What runs Pods: Deployment, Job and others.',
    'Was Pods betreibt: Deployment, Job und andere.',
  ),
];
