import type { GetICUArgs } from '@schummar/icu-type-parser';
import { IntlMessageFormat } from 'intl-messageformat';
import { createElement, Fragment, type ReactNode } from 'react';
import { type Language, useLanguage } from './language.ts';

interface ArgumentTypes {
  ICUArgument: string | number;
  ICUNumberArgument: number;
  ICUDateArgument: Date | number;
}

/** What a message asks for: `{ready, number} of {name}` wants `ready` and `name`. */
type Arguments<Text extends string> = GetICUArgs<Text, ArgumentTypes>;

/** The names of the tags in a message: `<b>…</b>` is `b`. */
type Tags<Text extends string> = Text extends `${string}</${infer Tag}>${infer Rest}` ? Tag | Tags<Rest> : never;

type Values<Text extends string> = keyof Arguments<Text> extends never ? [] : [values: Arguments<Text>];
type RichValues<Text extends string> = {
  readonly [Name in keyof Arguments<Text>]: Arguments<Text>[Name] | ReactNode;
} & { readonly [Tag in Tags<Text>]: (inside: ReactNode) => ReactNode };

/** The messages of an area by key, in the language that the page speaks. */
export interface Words<Messages extends Readonly<Record<string, string>>> {
  <Key extends keyof Messages & string>(key: Key, ...values: Values<Messages[Key]>): string;
  /** With elements for parameters, and functions that make elements of tags: `<b>two</b> Pods`. */
  rich<Key extends keyof Messages & string>(key: Key, values: RichValues<Messages[Key]>): ReactNode;
  readonly area: string;
  readonly english: Messages;
}

/** The messages of an area in another language: the same keys, none missing. */
export type Translation<W> = W extends Words<infer Messages> ? { readonly [Key in keyof Messages]: string } : never;

const formats = new Map<string, IntlMessageFormat>();

/** A message is parsed once; there are as many as messages, in each language that was spoken. */
function formatOf(language: Language, text: string): IntlMessageFormat {
  const known = formats.get(`${language} ${text}`);
  if (known !== undefined) return known;
  const made = new IntlMessageFormat(text, language);
  formats.set(`${language} ${text}`, made);
  return made;
}

/** Parts of a sentence in their places. */
function inOrder(parts: unknown): ReactNode {
  return Array.isArray(parts) ? createElement(Fragment, null, ...(parts as ReactNode[])) : (parts as ReactNode);
}

const plain = /^[^{}<']*$/;

/**
 * Messages of an area of the page: English ones here, in the syntax of ICU (`{n, plural, one {# Pod} other {# Pods}}`),
 * others in the file of the same name in the folder of their language.
 */
export function words<const Messages extends Readonly<Record<string, string>>>(
  area: string,
  english: Messages,
): Words<Messages> {
  const textOf = (key: string): string => useLanguage.getState().messages?.[area]?.[key] ?? english[key]!;
  const say = (key: string, values?: Record<string, string | number | Date>): string => {
    const text = textOf(key);
    if (plain.test(text)) return text;
    return String(formatOf(useLanguage.getState().language, text).format(values));
  };
  const rich = (key: string, values: Readonly<Record<string, unknown>>): ReactNode => {
    const wrapped = Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'function' ? (inside: unknown) => (value as (i: ReactNode) => unknown)(inOrder(inside)) : value,
    ]);
    return inOrder(formatOf(useLanguage.getState().language, textOf(key)).format(Object.fromEntries(wrapped)));
  };
  return Object.assign(say, { rich, area, english }) as Words<Messages>;
}
