import { MAX_NODE_SCORE, type PluginFactory, plugin, uniform } from '../../framework.ts';
import type { NodeInfo } from '../../node-info.ts';

const MIB = 1024 * 1024;
/** Images of less do not count; more than this for each container counts as this. */
const MIN_BYTES = 23 * MIB;
const MAX_CONTAINER_BYTES = 1000 * MIB;

/** Bytes that a node counts for having an image: its size times the share of nodes that have it. */
type ImageWeights = readonly { readonly image: string; readonly bytes: number }[];

/** Prefers nodes that have the Pod's images, the less the rarer an image is. Models plugins/imagelocality. */
const ImageLocality: PluginFactory = {
  name: 'ImageLocality',
  create: () =>
    plugin<undefined, ImageWeights>({
      preScore(pod, _nodes, snapshot) {
        const total = snapshot.nodes.length;
        const weights = pod.specInfo.images.flatMap((image) => {
          const state = snapshot.image(image);
          return state ? [{ image, bytes: Math.trunc(state.sizeBytes * (state.nodeCount / total)) }] : [];
        });
        return weights.length > 0 ? weights : uniform(0, 0);
      },
      scoreAll(pod, nodes, weights, scores) {
        const max = MAX_CONTAINER_BYTES * pod.specInfo.images.length;
        for (let i = 0; i < nodes.length; i++) scores[i] = scoreOf(nodes[i]!, weights, max);
      },
    }),
};

export default ImageLocality;

function scoreOf(node: NodeInfo, weights: ImageWeights, max: number): number {
  let sum = 0;
  for (const { image, bytes } of weights) if (node.images.has(image)) sum += bytes;
  const clamped = Math.min(Math.max(sum, MIN_BYTES), max);
  return Math.trunc((MAX_NODE_SCORE * (clamped - MIN_BYTES)) / (max - MIN_BYTES));
}
