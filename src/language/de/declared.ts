/** What kinds declare of their fidelity, by the English words in which they do. */
const declared: Readonly<Record<string, string>> = {
  'AppArmor annotations': 'AppArmor-Annotationen',
  'Audit does nothing: there is no audit log': 'Audit tut nichts: Es gibt kein Audit-Log',
  'CPU is throttled, memory and processes are limited; no node has hugepages':
    'CPU wird gedrosselt, Speicher und Prozesse sind begrenzt; Hugepages hat kein Node',
  'a checksum, signed with no secret': 'eine Prüfsumme, mit keinem Geheimnis signiert',
  'alpha in v1.32': 'Alpha in v1.32',
  'an alias; names outside the cluster are not known': 'ein Alias; Namen außerhalb des Clusters sind nicht bekannt',
  'as far as Pods are': 'so weit wie bei Pods',
  'as the API server reaches the components at that moment':
    'wie der API-Server die Komponenten in dem Moment erreicht',
  'as the simulated image store has them': 'wie der simulierte Image-Speicher sie hat',
  'availability is kept; only requests for metrics.k8s.io are passed on':
    'ob sie erreichbar sind, wird geführt; nur Anfragen an metrics.k8s.io werden weitergereicht',
  'binding, phases, reclaim policies Retain and Delete, protection':
    'Binden, Phasen, die Reclaim Policies Retain und Delete, Schutz',
  'by name, not by hash': 'nach Namen, nicht nach Hash',
  'by the load balancers of a simulated cloud, with health checks':
    'durch die Load Balancer einer simulierten Cloud, mit Health Checks',
  'called and never heard, for no program here speaks TLS: refused or ignored by failurePolicy':
    'gerufen und nie gehört, da hier kein Programm TLS spricht: nach failurePolicy abgelehnt oder übergangen',
  'checked and stored; nothing is copied': 'geprüft und gespeichert; kopiert wird nichts',
  'checked and stored; the one driver is that of the cloud’s disks':
    'geprüft und gespeichert; der eine Treiber ist der für die Disks der Cloud',
  'checked by Pod security and stored; programs run alike without it':
    'von Pod Security geprüft und gespeichert; Programme laufen ohne das gleich',
  'checked, stored and handed on to volumes': 'geprüft, gespeichert und an Volumes weitergegeben',
  'checked; there is no audit log': 'geprüft; es gibt kein Audit-Log',
  'commands run; HTTP, TCP and gRPC are answered by the image’s server':
    'Befehle laufen; HTTP, TCP und gRPC beantwortet der Server des Images',
  'configMap, secret, projected, downwardAPI, emptyDir, hostPath and claims hold files; others are empty directories':
    'configMap, secret, projected, downwardAPI, emptyDir, hostPath und Claims enthalten Dateien; andere sind leere Verzeichnisse',
  controller: 'Controller',
  'converted from and to core v1, with its stricter validation':
    'von und nach core v1 umgesetzt, mit seiner strengeren Prüfung',
  'converted from and to v2, with its annotations': 'von und nach v2 umgesetzt, mit den Annotationen dafür',
  'coordinated leader election is alpha in v1.32': 'die abgestimmte Leader Election ist in v1.32 Alpha',
  'defaults and validation': 'Vorgaben und Prüfung',
  'defaults and validation; the template as far as Pods are': 'Vorgaben und Prüfung; das Template so weit wie bei Pods',
  'empty: fields are not checked against schemas': 'leer: Felder werden nicht gegen Schemas geprüft',
  'encryption at rest': 'Verschlüsselung auf der Platte',
  eviction: 'Eviction',
  'every node has the driver of the cloud from the beginning, for 25 disks':
    'jeder Node hat von Anfang an den Treiber der Cloud, für 25 Disks',
  'expressions are read by CEL with the functions of v1.32; no cost limits':
    'Ausdrücke liest CEL mit den Funktionen von v1.32; ohne Grenzen für ihre Kosten',
  'files of csi, nfs, hostPath and local volumes outlive Pods; the others are disks of the cloud':
    'Dateien auf Volumes von csi, nfs, hostPath und local überdauern Pods; die anderen sind Disks der Cloud',
  'heartbeats of nodes and leader election': 'Heartbeats der Nodes und Leader Election',
  'hostUsers, resizePolicy, resourceClaims, image volumes':
    'hostUsers, resizePolicy, resourceClaims, Volumes aus Images',
  'in force at once; every connection is TCP, but questions for names':
    'sofort in Kraft; jede Verbindung ist TCP, außer Fragen nach Namen',
  'in the files of containers': 'in den Dateien der Container',
  'in the small Unix of containers': 'im kleinen Unix der Container',
  'ingress-nginx is the only controller; parameters are not read':
    'ingress-nginx ist der einzige Controller; parameters werden nicht gelesen',
  'kept the same as the fields; no warning for a Pod': 'gleich gehalten wie die Felder; keine Warnung bei einem Pod',
  'lifecycle hooks': 'Lifecycle Hooks',
  'long texts that differ are shown whole': 'lange Texte, die sich unterscheiden, erscheinen ganz',
  'metrics of resources by metrics.k8s.io; no other metrics API is served':
    'Metriken von Ressourcen aus metrics.k8s.io; eine andere Metrik-API gibt es nicht',
  'mirroring to EndpointSlices': 'Spiegeln nach EndpointSlices',
  'no cost limits': 'ohne Grenzen für die Kosten',
  'no recycler Pod is started': 'ein Recycler-Pod wird nicht gestartet',
  'off in v1.32 by default': 'in v1.32 ab Werk aus',
  'off in v1.32 by default; its strategy stands ready': 'in v1.32 ab Werk aus; die Strategie dafür liegt bereit',
  'one hour of life': 'eine Stunde Leben',
  'order of ports': 'Reihenfolge der Ports',
  'phases, conditions, events, default class, protection': 'Phasen, Conditions, Events, Standardklasse, Schutz',
  probes: 'Probes',
  'projection into volumes and environment': 'Übergabe in Volumes und Umgebung',
  'reclaim policy Recycle': 'Reclaim Policy Recycle',
  'removed upstream': 'bei Kubernetes entfernt',
  resize: 'Größe ändern (resize)',
  'rules of nodes know them; nobody else routes them': 'die Regeln der Nodes kennen sie; sonst leitet niemand dorthin',
  'run in a small Unix; programs that it does not have say so':
    'laufen in einem kleinen Unix; Programme, die es nicht hat, sagen das',
  'securityContext: capabilities, seccomp, SELinux, AppArmor, sysctls, procMount':
    'securityContext: capabilities, seccomp, SELinux, AppArmor, sysctls, procMount',
  'securityContext: users, groups, runAsNonRoot, readOnlyRootFilesystem, fsGroup':
    'securityContext: Benutzer, Gruppen, runAsNonRoot, readOnlyRootFilesystem, fsGroup',
  'served by Pods of ingress-nginx; TLS is ended without a look at its Secret':
    'bedient von Pods von ingress-nginx; TLS endet dort, ohne Blick in sein Secret',
  'set on creation; the namespace controller removes it': 'beim Anlegen gesetzt; der Namespace-Controller entfernt ihn',
  'signatures of tokens': 'Signaturen von Tokens',
  'stored and checked; every handler runs alike': 'gespeichert und geprüft; jeder Handler läuft gleich',
  'stored and checked; nobody signs': 'gespeichert und geprüft; niemand signiert',
  'stored as the namespace controller writes them': 'gespeichert, wie der Namespace-Controller sie schreibt',
  'stored; requests do not queue': 'gespeichert; Anfragen stehen nicht an',
  'subsets, over-capacity, trigger time': 'Subsets, Überfüllung, Zeitpunkt des Anstoßes',
  'syncs that Pods ask for come together after 1 s, as upstream’s':
    'Abgleiche, um die Pods bitten, kommen nach 1 s zusammen, wie beim Original',
  template: 'Template',
  'the attacher of the cloud never fails; those of other drivers are not there':
    'das Anhängen scheitert in der Cloud nie; für andere Treiber gibt es keinen Attacher',
  'the cluster has IPv4 only': 'der Cluster hat nur IPv4',
  'the diff in the refusal of an update': 'der Vergleich in der Ablehnung einer Änderung',
  'the rules that the one who asks has in a namespace': 'die Regeln, die für den Fragenden in einem Namespace gelten',
  'the size of custom kinds is not asked for': 'die Größe eigener Arten wird nicht erfragt',
  'the template as far as Pods are': 'das Template so weit wie bei Pods',
  'types, limits, patterns, defaults, pruning': 'Typen, Grenzen, Muster, Vorgaben, Pruning',
  'updates reach volumes after a while': 'Änderungen erreichen Volumes nach einer Weile',
  'use of imagePullSecrets': 'Gebrauch von imagePullSecrets',
  'versions are alike; no webhook is called': 'Versionen sind gleich; kein Webhook wird gerufen',
  'volume sources': 'Quellen der Volumes',
  'webhook authorizers': 'Webhooks als Authorizer',
  'whether somebody may do something': 'ob jemand etwas darf',
  'whether somebody may do something in a namespace': 'ob jemand etwas in einem Namespace darf',
  'whether the one who asks may do something': 'ob der Fragende etwas darf',
  'who the one is that asks': 'wer der Fragende ist',
  'whose a token is': 'wem ein Token gehört',
};

export default declared;
