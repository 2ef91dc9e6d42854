import type { ServerModel } from '../server-model.ts';

/** A server that a tool brings, whatever the image: default export of images/programs/<name>.ts. */
export interface ServerOfTool {
  /** The tool asks for the program `@server:NAME`. */
  readonly name: string;
  readonly model: ServerModel;
}
