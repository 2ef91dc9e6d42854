import type { Environment } from '@marcbachmann/cel-js';
import { environmentWith } from './environment.ts';

/** What expressions of admission policies and conditions may name. Models cel/compile.go of the admission plugins. */
export function admissionEnvironment(hasParams: boolean, isPolicy: boolean): Environment {
  return environmentWith(
    ...['object', 'oldObject', 'request', 'authorizer'],
    ...(isPolicy ? ['namespaceObject', 'variables'] : []),
    ...(hasParams ? ['params'] : []),
  );
}
