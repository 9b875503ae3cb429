import { z } from 'zod';
import { texts } from '../texts/text.ts';
import { says } from '../zod-words.ts';

/** What could move a terminal's cursor, run a second line or turn the writing direction. */
export const unsafe = /[\p{Cc}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\u{e0000}-\u{e007f}]/u;

const plain = (text: string) => !unsafe.test(text);

/** A sentence that people read. */
export const sentence = (most: number) =>
  z.string().trim().min(1).max(most).refine(plain, says(texts.ownLesson.lineRule));

/** Something that is sent to a node as it stands: one line. */
export const lineOf = (most: number) => z.string().min(1).max(most).refine(plain, says(texts.ownLesson.lineRule));

/** The node on which: its place in the lab file, from 1, or all of them. Nodes are called differently at each seat. */
export const onNode = z.union([z.int().min(1).max(60), z.literal('all')], says(texts.ownLesson.onRule));

/** `@{address 2}` and the like stand for what differs from lab to lab. */
const filled = (pattern: RegExp, most: number, text: Parameters<typeof says>[0]) =>
  z.string().max(most).regex(pattern, says(text));

const octets = String.raw`\d{1,3}(?:\.\d{1,3}){3}`;
const ofNode = String.raw`@\{address \d{1,2}\}`;
export const addressField = filled(
  new RegExp(String.raw`^(?:${octets}(?:/\d{1,2})?|${ofNode})$`),
  40,
  texts.ownLesson.addressRule,
);
export const routeField = filled(
  new RegExp(String.raw`^(?:default|${octets}(?:/\d{1,2})?|${ofNode})$`),
  40,
  texts.ownLesson.routeRule,
);
export const viaField = filled(new RegExp(`^(?:${octets}|${ofNode})$`), 40, texts.ownLesson.viaRule);
export const interfaceField = filled(/^[A-Za-z0-9_.@-]{1,15}$/, 15, texts.ownLesson.interfaceRule);
export const containerField = filled(
  /^(?:[A-Za-z0-9][A-Za-z0-9_.-]{0,127}|@\{worker \d{1,2}\})$/,
  128,
  texts.ownLesson.containerRule,
);
export const networkField = filled(
  /^(?:[A-Za-z0-9][A-Za-z0-9_.-]{0,127}|@\{network\})$/,
  128,
  texts.ownLesson.containerRule,
);
export const pathField = z
  .string()
  .max(1000)
  .regex(/^\/./, says(texts.ownLesson.pathRule))
  .refine(plain, says(texts.ownLesson.pathRule));

export const portField = z.int().min(1).max(65_535);
