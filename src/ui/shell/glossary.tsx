import { glossary } from '../../language/glossary.ts';
import { useLanguage } from '../../language/language.ts';

/** The terms of Kubernetes in the page's language, in alphabetical order; German ones with what they are in English. */
export default function Glossary() {
  const language = useLanguage((state) => state.language);
  const bare = (name: string) => name.replace(/^(der|die|das) /, '');
  const entries = [...glossary].sort((a, b) => bare(a.name[language]).localeCompare(bare(b.name[language]), language));
  return (
    <dl className="glossary">
      {entries.map(({ name, says }) => (
        <div key={name.en}>
          <dt>
            {name[language]}
            {language !== 'en' && bare(name[language]) !== name.en && <span className="muted">{` (${name.en})`}</span>}
          </dt>
          <dd>{says[language]}</dd>
        </div>
      ))}
    </dl>
  );
}
