import { beside } from '../../language/en/beside.ts';
import { DEMOS, openDemo } from './open-beside.ts';

/** The part of the scenario menu with pairs of runs. @param wanted only those that have these words */
export default function Demonstrations({ wanted }: { readonly wanted: string }) {
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
  const demos = DEMOS.map((name) => ({ name, title: beside(`title.${name}`) })).filter(({ name, title }) =>
    words.every((word) => `${beside('demos')} ${title} ${name}`.toLowerCase().includes(word)),
  );
  if (demos.length === 0) return null;
  return (
    <section aria-label={beside('demos')}>
      <h2>{beside('demos')}</h2>
      {demos.map(({ name, title }) => (
        <button type="button" key={name} onClick={() => void openDemo(name)}>
          {title}
        </button>
      ))}
    </section>
  );
}
