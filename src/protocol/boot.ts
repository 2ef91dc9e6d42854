/** How far a cluster has come up: of its nodes those that are Ready, of the Pods of kube-system those that are ready. */
export interface BootProgress {
  readonly nodes: number;
  readonly ofNodes: number;
  readonly pods: number;
  readonly ofPods: number;
}
