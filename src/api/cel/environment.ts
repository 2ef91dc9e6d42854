import { Environment } from '@marcbachmann/cel-js';
import { addLists } from './library/lists.ts';
import { addNetwork } from './library/network.ts';
import { addQuantityFunctions } from './library/quantities.ts';
import { addStrings } from './library/strings.ts';

/** CEL with Kubernetes' own functions. Models environment.MustBaseEnvSet of k8s.io/apiserver. */
const BASE: Environment = [addStrings, addLists, addQuantityFunctions, addNetwork].reduce(
  (environment, add) => add(environment),
  new Environment({ enableOptionalTypes: true, homogeneousAggregateLiterals: false }),
);

const known = new Map<string, Environment>();

/** An environment in which these variables are declared, each of any type. */
export function environmentWith(...variables: readonly string[]): Environment {
  const key = variables.join(' ');
  let environment = known.get(key);
  if (!environment) {
    environment = BASE.clone();
    for (const name of variables) environment.registerVariable(name, 'dyn');
    known.set(key, environment);
  }
  return environment;
}
