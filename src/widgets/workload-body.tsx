import { type FormEvent, useState } from 'react';
import type { PodSpec } from '../api/k8s/core-v1.gen.ts';
import { common } from '../language/en/common.ts';
import type { KindContext } from './kind-view.ts';
import { Section } from './section.tsx';
import { Stepper } from './stepper.tsx';

interface WorkloadBodyProps {
  /** As kubectl names it: `deployment/web`. */
  readonly target: string;
  readonly namespace: string;
  readonly replicas: number;
  readonly podSpec: PodSpec | undefined;
  readonly context: KindContext;
}

function ImageForm({
  target,
  namespace,
  name,
  image,
  context,
}: Omit<WorkloadBodyProps, 'replicas' | 'podSpec'> & { readonly name: string; readonly image: string }) {
  const [text, setText] = useState<string | null>(null);
  const wanted = (text ?? image).trim();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (wanted === '' || wanted === image) return;
    context.run(`set image ${target} ${name}=${wanted} -n ${namespace}`);
    setText(null);
  };
  return (
    <form className="image-form" onSubmit={submit}>
      <label>
        <span className="mono">{name}</span>
        <input
          className="mono"
          value={text ?? image}
          spellCheck={false}
          aria-label={common('imageOf', { container: name })}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <button type="submit" className="btn sm" disabled={wanted === '' || wanted === image}>
        {common('setImage')}
      </button>
    </form>
  );
}

/** Images of a workload that has a Pod template. */
export function WorkloadImages({ target, namespace, podSpec, context }: Omit<WorkloadBodyProps, 'replicas'>) {
  return (
    <Section title={common('images')}>
      {podSpec?.containers.map((container) =>
        context.canAct ? (
          <ImageForm
            key={container.name}
            target={target}
            namespace={namespace}
            name={container.name}
            image={container.image ?? ''}
            context={context}
          />
        ) : (
          <p key={container.name} className="mono">
            {container.image}
          </p>
        ),
      )}
    </Section>
  );
}

/** Scale and images of a workload that has a Pod template. */
export function WorkloadBody({ target, namespace, replicas, podSpec, context }: WorkloadBodyProps) {
  const scale = (count: number) => context.run(`scale ${target} --replicas=${count} -n ${namespace}`);
  return (
    <>
      {context.canAct && (
        <Section title={common('replicas')}>
          <Stepper label={common('replicas')} value={replicas} min={0} max={100_000} onChange={scale} />
        </Section>
      )}
      <WorkloadImages target={target} namespace={namespace} podSpec={podSpec} context={context} />
    </>
  );
}
