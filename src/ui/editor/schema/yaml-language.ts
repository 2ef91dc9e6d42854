import { configureMonacoYaml } from 'monaco-yaml';
import type { Descriptions } from '../../../api/openapi.ts';
import { monaco } from '../monaco.ts';
import { type JsonSchema, kubernetesSchema } from './kubernetes-schema.ts';
import YamlWorker from './yaml.worker.ts?worker';

type CreateWorker = typeof monaco.editor.createWebWorker;

/**
 * Monaco as monaco-yaml's helper (2.0.1) knows it: since 0.55 Monaco wants the worker itself, not what to start one with.
 * The first message makes the worker begin; the second is what it was to be created with.
 */
function olderMonaco(): typeof monaco {
  const createWebWorker = ({ createData }: { readonly createData?: unknown }): unknown => {
    const worker = new YamlWorker();
    worker.postMessage('ignore');
    worker.postMessage(createData);
    return monaco.editor.createWebWorker({ worker });
  };
  return { ...monaco, editor: { ...monaco.editor, createWebWorker: createWebWorker as CreateWorker } };
}

async function configure(): Promise<void> {
  const [schemas, descriptions] = await Promise.all([
    import('../../../api/openapi/v1.32.gen.json'),
    import('../../../api/openapi/descriptions.gen.json'),
  ]);
  configureMonacoYaml(olderMonaco(), {
    isKubernetes: true,
    enableSchemaRequest: false,
    format: { enable: false },
    schemas: [
      {
        uri: 'inmemory://schemas/kubernetes-v1.32.json',
        fileMatch: ['*'],
        schema: kubernetesSchema(
          schemas.default as unknown as Record<string, JsonSchema>,
          descriptions.default as unknown as Descriptions,
        ) as never,
      },
    ],
  });
}

let configured: Promise<void> | undefined;

/** Lets all editors complete, explain and check YAML by the schemas of v1.32, as soon as these are loaded. */
export function teachKubernetes(): Promise<void> {
  configured ??= configure();
  return configured;
}
