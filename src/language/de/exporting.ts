export default {
  title: 'Exportieren',
  open: 'Exportieren …',
  picture: 'Die gezeigte Ansicht, wie sie jetzt ist',
  svg: 'Bild (SVG)',
  png: 'Bild (PNG)',
  'form.yaml': 'Cluster (YAML)',
  'form.script': 'Befehle (Shell-Skript)',
  'form.events': 'Ereignisse (CSV)',
  'says.yaml':
    'Was Menschen angelegt haben, wie kubectl get -o yaml es ausgibt, ohne Status, in einer Reihenfolge, die sich anwenden lässt.',
  'says.script':
    'Die bisherigen Befehle, um sie auf einem echten Cluster zu wiederholen: mit einer Konfiguration von kind für dieselben Knoten.',
  'says.events': 'Alle Ereignisse, die der Cluster noch hat, für eine Tabellenkalkulation.',
  working: 'Die Datei wird erstellt.',
  done: '{name} ist gespeichert.',
  failed: 'Diese Datei konnte nicht erstellt werden: {why}',
};
