import type { AnyMetadata } from '../client/resource.ts';
import { annotationLines, labelLines, line } from './text.ts';

/** An object's name, namespace if it has one, labels and annotations: the first lines of nearly every kind. */
export function metadataLines({ name, namespace, labels, annotations }: AnyMetadata): string {
  return [
    line(0, `Name:\t${name ?? ''}`),
    namespace === undefined ? '' : line(0, `Namespace:\t${namespace}`),
    labelLines('Labels', labels),
    annotationLines('Annotations', annotations),
  ].join('');
}

/** The same for kinds that never print a namespace. */
export function clusterMetadataLines({ namespace: _, ...metadata }: AnyMetadata): string {
  return metadataLines(metadata);
}
