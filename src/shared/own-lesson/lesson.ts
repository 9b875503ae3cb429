import { z } from 'zod';
import { texts } from '../texts/text.ts';
import { trackIdSchema } from '../tracks/tracks.ts';
import { issueOf, says } from '../zod-words.ts';
import {
  addressField,
  containerField,
  interfaceField,
  lineOf,
  networkField,
  onNode,
  pathField,
  portField,
  routeField,
  sentence,
  viaField,
} from './fields.ts';

/** A file of the folder itself: no path, so nothing leads out of it. */
const partFile = z
  .string()
  .max(64)
  .regex(/^[a-z0-9][a-z0-9-]*\.md$/, says(texts.ownLesson.partRule));

/** `lesson.yaml`: what the lesson is called, and its parts in their order. */
export const lessonFileSchema = z
  .strictObject({
    name: z
      .string()
      .max(40)
      .regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/, says(texts.ownLesson.nameRule)),
    title: sentence(80),
    /** The way to a network for which it was written; any where there is none. */
    track: trackIdSchema.optional(),
    parts: z.array(partFile).min(1).max(30),
  })
  .superRefine(({ parts }, context) => {
    for (const [at, part] of parts.entries())
      if (parts.indexOf(part) < at) context.addIssue(issueOf(texts.ownLesson.partTwice({ part }), ['parts', at]));
  });

const commandSchema = z.strictObject({ on: onNode, run: lineOf(500), note: sentence(400).optional() });

/** The kinds of check there are, each with the fields that it may have besides. */
export const checkKinds = {
  command: ['status', 'prints'],
  file: ['has', 'gone'],
  interface: ['mtu', 'address', 'gone'],
  route: ['via', 'dev', 'gone'],
  container: ['network', 'gone'],
  port: ['at', 'gone'],
} as const;
export type CheckKind = keyof typeof checkKinds;
const kindNames = Object.keys(checkKinds) as CheckKind[];

export const checkSchema = z
  .strictObject({
    on: onNode,
    /** What is said where it does not hold. */
    hint: sentence(400).optional(),
    /** A command whose end and output are looked at. */
    command: lineOf(500).optional(),
    status: z.int().min(0).max(255).optional(),
    prints: lineOf(200).optional(),
    file: pathField.optional(),
    has: lineOf(200).optional(),
    interface: interfaceField.optional(),
    mtu: z.int().min(68).max(65_535).optional(),
    address: addressField.optional(),
    route: routeField.optional(),
    via: viaField.optional(),
    dev: interfaceField.optional(),
    container: containerField.optional(),
    network: networkField.optional(),
    port: portField.optional(),
    /** The node, by its place, at whose address the port answers; the own loopback address unless given. */
    at: z.int().min(1).max(60).optional(),
    /** It must not be there. */
    gone: z.literal(true).optional(),
  })
  .superRefine((check, context) => {
    const given = kindNames.filter((kind) => check[kind] !== undefined);
    const [kind] = given;
    if (!kind || given.length > 1) {
      context.addIssue(issueOf(texts.ownLesson.oneKind({ kinds: kindNames }), kind ? [given[1] ?? kind] : []));
      return;
    }
    const fits: readonly string[] = ['on', 'hint', kind, ...checkKinds[kind]];
    for (const field of Object.keys(check))
      if (check[field as keyof typeof check] !== undefined && !fits.includes(field))
        context.addIssue(issueOf(texts.ownLesson.fieldOfOther({ field, kind }), [field]));
  });
export type LessonCheck = z.infer<typeof checkSchema>;

export const kindOf = (check: LessonCheck): CheckKind => kindNames.find((kind) => check[kind] !== undefined) ?? 'file';

const choiceSchema = z.strictObject({
  text: sentence(300),
  right: z.boolean().optional(),
  /** Why it is wrong. */
  why: sentence(500).optional(),
});

const questionSchema = z
  .strictObject({
    ask: sentence(500),
    choices: z.array(choiceSchema).min(2).max(8),
    explain: sentence(2000),
  })
  .superRefine(({ choices }, context) => {
    if (choices.filter(({ right }) => right).length !== 1)
      context.addIssue(issueOf(texts.ownLesson.oneRight, ['choices']));
    const seen = choices.map(({ text }) => text);
    for (const [at, text] of seen.entries())
      if (seen.indexOf(text) < at) context.addIssue(issueOf(texts.ownLesson.choiceTwice, ['choices', at, 'text']));
  });

/** The head of a part’s file, between two lines of `---`. */
export const partHeadSchema = z.strictObject({
  title: sentence(80),
  goal: sentence(200),
  commands: z.array(commandSchema).max(20).optional(),
  checks: z.array(checkSchema).max(20).optional(),
  questions: z.array(questionSchema).max(10).optional(),
});
export type PartHead = z.infer<typeof partHeadSchema>;

export interface OwnPart extends PartHead {
  /** Its file without `.md`. */
  id: string;
  /** Markdown. */
  why: string;
}

export interface OwnLesson extends Omit<z.infer<typeof lessonFileSchema>, 'parts'> {
  parts: OwnPart[];
}
