// A worker of its own, as Vite finds workers by their files.
import 'monaco-yaml/yaml.worker.js';
