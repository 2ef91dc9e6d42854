import { applyCommand } from './apply/apply.ts';
import { attachCommand } from './attach/attach.ts';
import { authCommand } from './auth/auth.ts';
import { autoscaleCommand } from './autoscale/autoscale.ts';
import { certificateCommand } from './certificate/certificate.ts';
import { apiResourcesCommand, apiVersionsCommand } from './cluster/api-resources.ts';
import { clusterInfoCommand } from './cluster/cluster-info.ts';
import { versionCommand } from './cluster/version.ts';
import type { Command } from './command.ts';
import { completeCommand, completionCommand } from './completion/completion.ts';
import { configCommand } from './config/config.ts';
import { cordonCommand, uncordonCommand } from './cordon/cordon.ts';
import { cpCommand } from './cp/cp.ts';
import { createCommand } from './create/create.ts';
import { debugCommand } from './debug/debug.ts';
import { deleteCommand } from './delete/delete.ts';
import { describeCommand } from './describe/describe.ts';
import { diffCommand } from './diff/diff.ts';
import { drainCommand } from './drain/drain.ts';
import { editCommand } from './edit/edit.ts';
import { eventsCommand } from './events/events.ts';
import { execCommand } from './exec/exec.ts';
import { explainCommand } from './explain/explain.ts';
import { exposeCommand } from './expose/expose.ts';
import { getCommand } from './get/get.ts';
import { kustomizeCommand } from './kustomize/kustomize.ts';
import { annotateCommand, labelCommand } from './label/label.ts';
import { logsCommand } from './logs/logs.ts';
import { optionsCommand } from './options/options.ts';
import { patchCommand } from './patch/patch.ts';
import { pluginCommand } from './plugin/plugin.ts';
import { portForwardCommand } from './port-forward/port-forward.ts';
import { proxyCommand } from './proxy/proxy.ts';
import { replaceCommand } from './replace/replace.ts';
import { rolloutCommand } from './rollout/rollout.ts';
import { runCommand } from './run/run.ts';
import { scaleCommand } from './scale/scale.ts';
import { setCommand } from './set/set.ts';
import { taintCommand } from './taint/taint.ts';
import { topCommand } from './top/top.ts';
import { waitCommand } from './wait/wait.ts';

/** The commands there are. */
export const commands: readonly Command[] = [
  createCommand,
  exposeCommand,
  runCommand,
  setCommand,
  explainCommand,
  getCommand,
  deleteCommand,
  rolloutCommand,
  scaleCommand,
  cordonCommand,
  uncordonCommand,
  taintCommand,
  describeCommand,
  applyCommand,
  patchCommand,
  labelCommand,
  annotateCommand,
  clusterInfoCommand,
  apiResourcesCommand,
  apiVersionsCommand,
  configCommand,
  versionCommand,
  autoscaleCommand,
  topCommand,
  cpCommand,
  debugCommand,
  editCommand,
  logsCommand,
  attachCommand,
  execCommand,
  certificateCommand,
  drainCommand,
  authCommand,
  eventsCommand,
  diffCommand,
  replaceCommand,
  waitCommand,
  kustomizeCommand,
  portForwardCommand,
  proxyCommand,
  pluginCommand,
  completionCommand,
  completeCommand,
  optionsCommand,
];

/** All commands of the real kubectl, in the order of its help: what it suggests for a mistyped one. */
export const kubectlCommandNames: readonly string[] = [
  'create expose run set explain get edit delete rollout scale autoscale certificate cluster-info top cordon uncordon',
  'drain taint describe logs attach exec port-forward proxy cp auth debug events diff apply patch replace wait',
  'kustomize label annotate completion alpha api-resources api-versions config plugin version options',
].flatMap((line) => line.split(' '));
