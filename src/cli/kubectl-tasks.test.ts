import { compareKubectls } from './testing/compare-kubectls.ts';
import { kubectlContainerLines } from './testing/kubectl-container-lines.ts';
import { kubectlOddLines } from './testing/kubectl-odd-lines.ts';
import { kubectlStreamLines } from './testing/kubectl-stream-lines.ts';
import { kubectlTaskLines } from './testing/kubectl-task-lines.ts';

compareKubectls('both kubectls do the same with what is there', kubectlTaskLines);
compareKubectls('both kubectls follow, copy, forward and drain alike', kubectlStreamLines);
compareKubectls('both kubectls take odd flags alike', kubectlOddLines);
compareKubectls('both kubectls reach into containers alike', kubectlContainerLines);
