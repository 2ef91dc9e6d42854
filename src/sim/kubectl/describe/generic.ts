import type { AnyObject } from '../client/resource.ts';
import { goPlain } from '../print/go-values.ts';
import type { Describer } from './context.ts';
import { eventsSection } from './events.ts';
import { annotationLines, labelLines, line } from './text.ts';

const SKIPPED = ['managedFields', 'name', 'namespace', 'labels', 'annotations'].map((field) => `.metadata.${field}`);

/** Any object, field by field. Models genericDescriber. */
export const describeGeneric: Describer = function* (object, context) {
  const { name, namespace, labels, annotations } = object.metadata ?? {};
  return [
    line(0, `Name:\t${name ?? ''}`),
    line(0, `Namespace:\t${namespace ?? ''}`),
    labelLines('Labels', labels),
    annotationLines('Annotations', annotations),
    contentText(0, object, ''),
    yield* eventsSection(context, object),
  ].join('');
};

function contentText(level: number, content: AnyObject, path: string): string {
  return Object.keys(content)
    .sort()
    .map((field) => {
      const here = `${path}.${field}`;
      if (SKIPPED.includes(here)) return '';
      const value = content[field];
      const title = titleOf(field);
      if (Array.isArray(value)) {
        const items = value.map((item) =>
          isObject(item) ? contentText(level + 1, item, here) : line(level + 1, goPlain(item)),
        );
        return `${line(level, `${title}:`)}${items.join('')}`;
      }
      if (isObject(value)) return `${line(level, `${title}:`)}${contentText(level + 1, value, here)}`;
      return line(level, `${title}:\t${goPlain(value)}`);
    })
    .join('');
}

function isObject(value: unknown): value is AnyObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const ACRONYMS = ['API', 'URL', 'UID', 'OSB', 'GUID'];

/** `lastTimestamp` as `Last Timestamp`. Models smartLabelFor. */
function titleOf(field: string): string {
  if (/[^A-Za-z-]/.test(field)) return field;
  return (field.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|-+/g) ?? [])
    .map((part) =>
      ACRONYMS.includes(part.toUpperCase()) ? part.toUpperCase() : part[0]!.toUpperCase() + part.slice(1),
    )
    .join(' ');
}
