import './push-dialog.css';
import { useState } from 'react';
import { imageText, type RawImage, toImage } from '../../api/scenario-image.ts';
import { Dialog } from '../../widgets/dialog.tsx';
import { kubectl, pushImage } from '../store/commands.ts';

type Field = Exclude<keyof RawImage, 'name' | 'drains'>;

interface FieldText {
  readonly name: Field;
  readonly label: string;
  readonly hint: string;
  readonly example: string;
  readonly isNumber?: boolean;
}

const fields: readonly FieldText[] = [
  { name: 'startup', label: 'Starts after', hint: 'until it listens', example: '5s' },
  { name: 'readyAfter', label: 'Ready after', hint: 'until then HTTP probes get 503', example: '20s' },
  { name: 'crashAfter', label: 'Crashes after', hint: 'it ends by itself', example: '30s' },
  {
    name: 'exitCode',
    label: 'Exit code',
    hint: '1 if nothing is said; alone it means at once',
    example: '1',
    isNumber: true,
  },
  { name: 'failProbesAfter', label: 'Fails probes after', hint: 'from then on HTTP probes get 500', example: '1m' },
  { name: 'errorRate', label: 'Share of errors', hint: 'of its requests, 0 to 1', example: '0.1', isNumber: true },
  { name: 'memory', label: 'Memory', hint: 'from its start on', example: '64Mi' },
  { name: 'leak', label: 'Leaks a second', hint: 'until its limit ends it: OOMKilled', example: '1Mi' },
  { name: 'serviceTime', label: 'Time of a request', hint: 'on average, without CPU', example: '20ms' },
  { name: 'cpuPerRequest', label: 'CPU of a request', hint: 'what an autoscaler sees', example: '10ms' },
];

const presets: readonly { readonly label: string; readonly image: RawImage }[] = [
  { label: 'Crashes', image: { name: 'shop:broken', crashAfter: '20s', exitCode: 1 } },
  { label: 'Leaks memory', image: { name: 'shop:leaky', memory: '32Mi', leak: '2Mi' } },
  { label: 'Starts slowly', image: { name: 'shop:slow', startup: '30s', readyAfter: '30s' } },
  { label: 'Fails probes', image: { name: 'shop:sick', failProbesAfter: '30s' } },
  { label: 'Answers errors', image: { name: 'shop:flaky', errorRate: 0.2 } },
];

function problemOf(image: RawImage): string {
  if (!/^[a-z0-9][a-z0-9._/:-]*$/.test(image.name)) return 'A name is lower-case, such as shop:2.0.';
  if (image.errorRate !== undefined && !(image.errorRate >= 0 && image.errorRate <= 1))
    return 'A share is from 0 to 1.';
  if (image.exitCode !== undefined && !(image.exitCode >= 0 && image.exitCode <= 255))
    return 'An exit code is from 0 to 255.';
  try {
    toImage(image);
  } catch (error) {
    return (error as Error).message;
  }
  return '';
}

function withField(image: RawImage, { name, isNumber }: FieldText, text: string): RawImage {
  const { [name]: _old, ...others } = image;
  if (text.trim() === '') return others as RawImage;
  return { ...others, [name]: isNumber ? Number(text) : text.trim() } as RawImage;
}

/** Pushes an image with a behaviour of its own, and may run it at once. */
export function PushDialog({ onClose }: { readonly onClose: () => void }) {
  const [image, setImage] = useState<RawImage>({ name: 'shop:2.0' });
  const problem = problemOf(image);
  const push = (thenRun: boolean): void => {
    void pushImage(image);
    const workload = image.name
      .replace(/^.*\//, '')
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/-$/, '');
    if (thenRun) void kubectl(`create deployment ${workload} --image=${image.name}`);
    onClose();
  };
  return (
    <Dialog title="Push an image" onClose={onClose}>
      <form
        className="push"
        onSubmit={(event) => {
          event.preventDefault();
          if (problem === '') push(false);
        }}
      >
        <p className="say">
          A program with a behaviour of its own, in the simulated registry. Pods, Deployments and all others use it by
          its name.
        </p>
        <p className="presets">
          {presets.map((preset) => (
            <button type="button" className="btn sm" key={preset.label} onClick={() => setImage(preset.image)}>
              {preset.label}
            </button>
          ))}
        </p>
        <label className="wide">
          <b>Name</b>
          <input
            value={image.name}
            spellCheck={false}
            onChange={(event) => setImage({ ...image, name: event.target.value.trim() })}
          />
        </label>
        <div className="rows">
          {fields.map((field) => (
            <label key={field.name}>
              {field.label}
              <input
                value={String(image[field.name] ?? '')}
                placeholder={field.example}
                spellCheck={false}
                onChange={(event) => setImage(withField(image, field, event.target.value))}
              />
              <small>{field.hint}</small>
            </label>
          ))}
        </div>
        <pre>{`images:\n  - ${imageText(image)}`}</pre>
        <footer>
          <span className={problem === '' ? 'cap' : 'cap problem'} role="status">
            {problem === '' ? 'The line above does the same in a scenario.' : problem}
          </span>
          <button type="submit" className="btn" disabled={problem !== ''}>
            Push
          </button>
          <button type="button" className="btn pri" disabled={problem !== ''} onClick={() => push(true)}>
            Push and run
          </button>
        </footer>
      </form>
    </Dialog>
  );
}
