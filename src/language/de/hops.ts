import type { hops as english } from '../en/hops.ts';
import type { Translation } from '../words.ts';

const hops: Translation<typeof english> = {
  'way.random': '{count, plural, =1 {der einzige} other {zufällig, 1 von #}}',
  'way.rr': 'reihum unter {count} (rr)',
  'way.lc': 'mit den wenigsten Verbindungen von {count} (lc)',
  'way.sh': 'nach dem Hash der Client-Adresse, von {count} (sh)',
  'way.mh': 'nach dem Hash der Client-Adresse, von {count} (mh)',
  'way.wrr': 'reihum unter {count} (wrr)',
  'way.wlc': 'mit den wenigsten Verbindungen von {count} (wlc)',
  'way.sed': 'mit den wenigsten Verbindungen von {count} (sed)',
  'way.nq': 'mit den wenigsten Verbindungen von {count} (nq)',
  'way.dh': 'nach dem Hash der Service-Adresse, von {count} (dh)',
  tracked: 'wie die Datagramme von diesem Port zuvor (conntrack)',
  sticky: 'wie zuvor für diesen Client (Session Affinity)',
  full: '{pod} hat schon {open, plural, one {# offene Anfrage} other {# offene Anfragen}}: kein Platz in der Warteschlange, die Verbindung wird nicht angenommen',
  begins: '{pod} beginnt sofort damit ({workers} zugleich) und braucht {work}',
  beginsAfter:
    '{pod} beginnt damit nach {wait} in der Warteschlange hinter {open} ({workers} zugleich) und braucht {work}',
  barred:
    'die {mode}-Regeln von {node}, {age} s alt, verwerfen sie: Die Adresse des Clients ist in keiner der Source Ranges von {service}',
  noEndpoint: 'die {mode}-Regeln von {node}, {age} s alt, haben keinen Endpoint für {service}',
  pick: 'die {mode}-Regeln von {node}, {age} s alt, wählen {endpoint} für {service}, {why}',
  outsideUnknown: 'Kein Ingress hat eine Adresse unter dem Namen {name}: Außen kennt ihn niemand',
  outside: 'Außen steht {name} für {answer}',
  noDns: 'CoreDNS antwortet nicht auf {name}',
  nxdomain:
    '{pod, select, none {CoreDNS} other {CoreDNS ({pod})}} kennt {name} nicht (NXDOMAIN{kept, select, yes {, aus dem Zwischenspeicher} other {}})',
  dns: '{pod, select, none {CoreDNS} other {CoreDNS ({pod})}} antwortet {answer} auf {name}{kept, select, yes {, aus dem Zwischenspeicher} other {}}',
  takes: '{where} nimmt die Verbindung an',
  refuses: '{where} weist die Verbindung ab',
  silent: 'niemand an {where} antwortet rechtzeitig',
  where: '{address}, {pod},',
  noHealthy: 'Der Load Balancer findet von {nodes, plural, one {# Node} other {# Nodes}} keinen gesund',
  balancer: 'Der Load Balancer gibt sie an {node} weiter, einen von {healthy} gesunden Nodes von {nodes}',
  noRule: 'Keine Regel eines Ingress passt',
  ingress: 'Ingress {ingress}, Regel {rule}, gibt sie an {service} auf {endpoint} weiter',
  ingressTls: 'Ingress {ingress}, Regel {rule}, gibt sie an {service} auf {endpoint} weiter (TLS endet hier)',
  policy: 'NetworkPolicy {names} verwirft sie ({direction})',
  retry: 'Verloren ({outcome}) nach {after}: Der Client versucht es noch einmal',
};

export default hops;
