import './push-dialog.css';
import { useState } from 'react';
import { imageText, type RawImage, toImage } from '../../api/scenario-image.ts';
import { deeds } from '../../language/en/deeds.ts';
import { Dialog } from '../../widgets/dialog.tsx';
import { kubectl, pushImage } from '../store/commands.ts';

type Field = Exclude<keyof RawImage, 'name' | 'drains' | 'workers' | 'user' | 'password'>;

interface FieldText {
  readonly name: Field;
  readonly example: string;
  readonly isNumber?: boolean;
}

const fields: readonly FieldText[] = [
  { name: 'startup', example: '5s' },
  { name: 'readyAfter', example: '20s' },
  { name: 'crashAfter', example: '30s' },
  {
    name: 'exitCode',
    example: '1',
    isNumber: true,
  },
  { name: 'failProbesAfter', example: '1m' },
  { name: 'errorRate', example: '0.1', isNumber: true },
  { name: 'memory', example: '64Mi' },
  { name: 'leak', example: '1Mi' },
  { name: 'serviceTime', example: '20ms' },
  { name: 'cpuPerRequest', example: '10ms' },
];

const presets = [
  { id: 'crashes', image: { name: 'shop:broken', crashAfter: '20s', exitCode: 1 } },
  { id: 'leaks', image: { name: 'shop:leaky', memory: '32Mi', leak: '2Mi' } },
  { id: 'slow', image: { name: 'shop:slow', startup: '30s', readyAfter: '30s' } },
  { id: 'probes', image: { name: 'shop:sick', failProbesAfter: '30s' } },
  { id: 'errors', image: { name: 'shop:flaky', errorRate: 0.2 } },
] as const satisfies readonly { readonly id: string; readonly image: RawImage }[];

function problemOf(image: RawImage): string {
  if (!/^[a-z0-9][a-z0-9._/:-]*$/.test(image.name)) return deeds('nameWrong');
  if (image.errorRate !== undefined && !(image.errorRate >= 0 && image.errorRate <= 1)) return deeds('shareWrong');
  if (image.exitCode !== undefined && !(image.exitCode >= 0 && image.exitCode <= 255)) return deeds('exitWrong');
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
export default function PushDialog({ onClose }: { readonly onClose: () => void }) {
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
    <Dialog title={deeds('pushImage')} onClose={onClose}>
      <form
        className="push"
        onSubmit={(event) => {
          event.preventDefault();
          if (problem === '') push(false);
        }}
      >
        <p className="say">{deeds('pushSays')}</p>
        <p className="presets">
          {presets.map((preset) => (
            <button type="button" className="btn sm" key={preset.id} onClick={() => setImage(preset.image)}>
              {deeds(`preset.${preset.id}`)}
            </button>
          ))}
        </p>
        <label className="wide">
          <b>{deeds('name')}</b>
          <input
            value={image.name}
            spellCheck={false}
            onChange={(event) => setImage({ ...image, name: event.target.value.trim() })}
          />
        </label>
        <div className="rows">
          {fields.map((field) => (
            <label key={field.name}>
              {deeds(`field.${field.name}`)}
              <input
                value={String(image[field.name] ?? '')}
                placeholder={field.example}
                spellCheck={false}
                onChange={(event) => setImage(withField(image, field, event.target.value))}
              />
              <small>{deeds(`hint.${field.name}`)}</small>
            </label>
          ))}
        </div>
        <pre>{`images:\n  - ${imageText(image)}`}</pre>
        <footer>
          <span className={problem === '' ? 'cap' : 'cap problem'} role="status">
            {problem === '' ? deeds('sameInScenario') : problem}
          </span>
          <button type="submit" className="btn" disabled={problem !== ''}>
            {deeds('push')}
          </button>
          <button type="button" className="btn pri" disabled={problem !== ''} onClick={() => push(true)}>
            {deeds('pushAndRun')}
          </button>
        </footer>
      </form>
    </Dialog>
  );
}
