/** What an input has printed. */
export interface OutputAnswer {
  readonly type: 'output';
  readonly id: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
  /** Of a line of the shell: the manifests that it sent and the API server took. */
  readonly manifests?: readonly unknown[];
}
