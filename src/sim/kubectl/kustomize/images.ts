import { isMap, type OpenMap } from '../../../api/patch/json.ts';
import type { ImageEntry } from './kustomization.ts';

/** A document whose lists of containers have other images. Models kustomize/api/filters/imagetag. */
export function withImages(node: unknown, images: readonly ImageEntry[]): unknown {
  if (Array.isArray(node)) return node.map((item) => withImages(item, images));
  if (!isMap(node)) return node;
  const result: OpenMap = {};
  for (const [key, value] of Object.entries(node)) {
    const inner = withImages(value, images);
    const isList = (key === 'containers' || key === 'initContainers') && Array.isArray(inner);
    result[key] = isList ? (inner as unknown[]).map((item) => withImage(item, images)) : inner;
  }
  return result;
}

function withImage(container: unknown, images: readonly ImageEntry[]): unknown {
  if (!isMap(container) || typeof container['image'] !== 'string') return container;
  return { ...container, image: images.reduce(changed, container['image']) };
}

function changed(image: string, { name = '', newName, newTag, digest, tagSuffix }: ImageEntry): string {
  if (!new RegExp(`^${name}(:[a-zA-Z0-9_.{}-]*)?(@sha256:[a-zA-Z0-9_.{}-]*)?$`).test(image)) return image;
  const at = image.indexOf('@');
  const tagged = at < 0 ? image : image.slice(0, at);
  const colon = tagged.indexOf(':', tagged.lastIndexOf('/') + 1);
  const base = newName || (colon < 0 ? tagged : tagged.slice(0, colon));
  const oldTag = colon < 0 ? '' : tagged.slice(colon + 1);
  const oldDigest = at < 0 ? '' : image.slice(at + 1);
  const [tag, sum] =
    newTag || digest ? [newTag ?? '', digest ?? ''] : tagSuffix ? [oldTag + tagSuffix, ''] : [oldTag, oldDigest];
  return `${base}${tag ? `:${tag}` : ''}${sum ? `@${sum}` : ''}`;
}
