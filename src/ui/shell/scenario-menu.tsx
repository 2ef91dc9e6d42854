import { Suspense, useState } from 'react';
import { lesson } from '../../language/en/lesson.ts';
import { shell } from '../../language/en/shell.ts';
import { Button } from '../../widgets/button.tsx';
import { useView } from '../store/view-store.ts';
import { scenarioGroups } from './scenario-groups.ts';
import type { ScenarioChoice } from './scenarios.ts';
import './scenario-menu.css';
import { part } from '../../widgets/part.tsx';

const Demonstrations = part(() => import('../beside/demonstrations.tsx'));

interface ScenarioMenuProps {
  readonly onChoose: (choice: ScenarioChoice) => void;
}

/** All scenarios by subject, and a field to find one by a word; Enter takes the first that is shown. */
export function ScenarioMenu({ onChoose }: ScenarioMenuProps) {
  const [wanted, setWanted] = useState('');
  const groups = scenarioGroups(wanted);
  const first = groups[0]?.choices[0];
  return (
    <>
      <p className="menu-head">{shell('newRun')}</p>
      <input
        type="search"
        className="scn-find"
        aria-label={shell('findScenario')}
        placeholder={shell('findScenario')}
        value={wanted}
        onChange={(event) => setWanted(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && first) onChoose(first);
        }}
      />
      <div className="scn-own">
        <Button small onClick={() => useView.setState({ openPanel: 'load' })}>
          {lesson('load')}
        </Button>
        <Button small shortcut="a" onClick={() => useView.setState({ openPanel: 'none', authoring: 'on' })}>
          {lesson('author')}
        </Button>
      </div>
      <div className="scn-groups">
        <Suspense>
          <Demonstrations wanted={wanted} />
        </Suspense>
        {groups.map(({ title, choices }) => (
          <section key={title} aria-label={title}>
            <h2>{title}</h2>
            {choices.map((choice) => (
              <button type="button" key={choice.file} onClick={() => onChoose(choice)}>
                {choice.title}
              </button>
            ))}
          </section>
        ))}
        {groups.length === 0 && <p className="menu-head">{shell('noScenario')}</p>}
      </div>
    </>
  );
}
