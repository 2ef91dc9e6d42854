import { useState } from 'react';
import { scheduler } from '../../language/en/scheduler.ts';
import { Button } from '../../widgets/button.tsx';
import { useCluster } from '../store/cluster-store.ts';
import { configureScheduler } from '../store/commands.ts';
import { configurationWith } from './configuration.ts';
import { forgetTries } from './scheduler-store.ts';

interface ApplyWeightsProps {
  /** Name of the profile. */
  readonly scheduler: string;
  /** The weights that are tried, by plugin. */
  readonly weights: Readonly<Record<string, number>>;
}

/** Makes the weights that are tried those of the scheduler, and shows the configuration that says so. */
export function ApplyWeights({ scheduler: profile, weights }: ApplyWeightsProps) {
  const before = useCluster((state) => state.schedulerConfig);
  const [shown, setShown] = useState(false);
  const yaml = configurationWith(before, profile, weights);
  return (
    <div className="apply-weights">
      <Button
        small
        onClick={() => {
          void configureScheduler(yaml);
          forgetTries();
        }}
      >
        {scheduler('applyWeights')}
      </Button>
      <Button small onClick={() => setShown(!shown)}>
        {shown ? scheduler('hideConfiguration') : scheduler('showConfiguration')}
      </Button>
      {shown && <pre className="verbatim">{yaml}</pre>}
    </div>
  );
}
