import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { compareRequestSchema, comparisonSchema } from '../compare/comparison.ts';
import { diagnosisReportSchema } from '../diagnosis/report.ts';
import { drillEndSchema, drillQuestionSchema } from '../drills/drill-state.ts';
import { followQuestionSchema, followReportSchema } from '../follow/report.ts';
import { labFileSchema, labNodesSchema } from '../lab/lab.ts';
import { pictureNewsSchema } from '../picture/news.ts';
import { errorSchema, eventSchema } from '../run/events.ts';
import { labNewsSchema } from '../snapshot/news.ts';
import { storeNewsSchema } from '../store/store.ts';
import { trackIdSchema } from '../tracks/tracks.ts';
import { typedEntrySchema } from '../transcript/entry.ts';
import { classActionSchema, classViewSchema } from './class-view.ts';
import { csvTableSchema } from './csv-tables.ts';
import { engineSchema } from './engine.ts';
import { labCardSchema, labId } from './lab-card.ts';
import { lessonCommandsSchema } from './lesson-commands.ts';
import { nodeStatusSchema } from './node-status.ts';
import { operationSchema } from './operation.ts';
import { questionSchema } from './question.ts';
import { runActionSchema } from './run-action.ts';
import { seatAskSchema, seatTerminalsSchema, seatViewSchema, writeRowSchema, writeWantedSchema } from './seat-view.ts';
import { settingsSchema } from './settings.ts';
import { terminalTabsSchema } from './terminal-tabs.ts';

/**
 * Everything that a window may ask of core, as one frozen table: inputs and outputs are validated on both sides.
 * Streams send whole snapshots or batches, the latest wins: a slow window never makes core pile things up.
 * Terminal bytes do not travel here but in a channel of their own (`terminal-frames.ts`).
 */
/** Characters of a lab file that comes as text: hundreds of nodes. */
export const labTextLimit = 256 * 1024;
const nodeName = z.string().min(1).max(63);
const runId = z.uuid();

const practiceName = z
  .string()
  .max(31)
  .regex(/^[a-z][a-z0-9-]{0,30}$/, 'lower-case letters, digits and -, at most 31');

/** Errors as `events.ts` carries them; a window chooses by code, never by text. */
const base = oc.errors({ LAB: { status: 400, data: errorSchema } });
const done = z.object({ ok: z.literal(true) });
const operation = z.object({ operation: z.string() });

export const contract = {
  app: {
    info: base.output(
      z.object({
        version: z.string(),
        shell: z.enum(['electron', 'browser']),
        platform: z.string(),
        practice: z.boolean(),
        /** True where a keychain of the system keeps secrets: then an answer may say `remember`. */
        remembers: z.boolean().optional(),
      }),
    ),
    settings: base.output(settingsSchema),
    /** For whoever looks into a bug; names and addresses of machines are in it only where they are wanted. */
    bugReport: base
      .input(z.object({ withNames: z.boolean() }))
      .output(z.object({ fileName: z.string(), text: z.string() })),
    saveSettings: base.input(settingsSchema).output(settingsSchema),
  },
  labs: {
    list: base.output(z.array(labCardSchema)),
    /** Snapshot on every change. */
    watch: base.output(eventIterator(z.array(labCardSchema))),
    /**
     * What core knows of one lab, from all its runs and from its nodes as they are seen now: first the whole, then what changes.
     * While a window listens the nodes are watched.
     */
    snapshot: base.input(z.object({ id: labId })).output(eventIterator(labNewsSchema)),
    /** The tutorial's commands that were typed in its terminals, oldest first; all of them after every change. */
    typed: base.input(z.object({ id: labId })).output(eventIterator(z.array(typedEntrySchema))),
    /** What the picture of a lab is drawn from, and what changed in it: all of it, again after each change. */
    picture: base.input(z.object({ id: labId })).output(eventIterator(pictureNewsSchema)),
    /** What its store keeps, and what came and went: all of it, again after each change. Read while a window listens. */
    store: base.input(z.object({ id: labId })).output(eventIterator(storeNewsSchema)),
    addFile: base.input(z.object({ path: z.string().min(1).max(4096) })).output(labCardSchema),
    /** Keeps the text of a lab file that was dropped, browsed for or pasted as a file of the app's own. */
    addText: base
      .input(z.object({ text: z.string().max(labTextLimit), fileName: z.string().max(255).optional() }))
      .output(labCardSchema),
    /** Writes a lab file of what a form holds. */
    addForm: base.input(labFileSchema).output(labCardSchema),
    /** Hosts of ~/.ssh/config, for the form. */
    sshHosts: base.output(
      z.array(z.object({ host: z.string(), hostName: z.string().optional(), user: z.string().optional() })),
    ),
    engines: base.input(z.object({ nodes: labNodesSchema })).output(z.array(engineSchema)),
    chooseTrack: base.input(z.object({ id: labId })).output(done),
    /** Takes the card away; the file stays. */
    remove: base.input(z.object({ id: labId })).output(done),
    /** Looks again for the nodes that are `left`. */
    waitAgain: base.input(z.object({ id: labId })).output(done),
    stopWaiting: base.input(z.object({ id: labId })).output(done),
    /** Connects to one node and says who is there. */
    test: base
      .input(z.object({ id: labId, node: nodeName }))
      .output(z.object({ ok: z.boolean(), message: z.string(), error: errorSchema.optional() })),
    /** What stands on the nodes, from the ledgers kept there, whoever wrote them, and who else uses it; changes nothing. `quiet`: nobody is asked for what a connection needs. */
    status: base
      .input(z.object({ id: labId, quiet: z.boolean().optional() }))
      .output(z.object({ nodes: z.array(nodeStatusSchema) })),
    /** What is wrong on the nodes, from the ground up; changes nothing. */
    diagnose: base.input(z.object({ id: labId })).output(diagnosisReportSchema),
  },
  practice: {
    requirements: base.output(
      z.object({
        ok: z.boolean(),
        missing: z.array(z.object({ package: z.string(), reason: z.string() })),
        problems: z.array(z.string()),
        /** Free on this machine, and what a node takes. */
        memory: z.object({ freeMb: z.number(), perNodeMb: z.number() }).optional(),
      }),
    ),
    install: base.output(operation),
    up: base
      .input(z.object({ name: practiceName, nodes: z.int().min(1).max(60), suite: z.enum(['bookworm', 'trixie']) }))
      .output(operation),
    start: base.input(z.object({ name: practiceName })).output(operation),
    stop: base.input(z.object({ name: practiceName })).output(operation),
    down: base.input(z.object({ name: practiceName })).output(operation),
    /** Its nodes become as they first booted. */
    reset: base.input(z.object({ name: practiceName })).output(operation),
  },
  operations: {
    watch: base.output(eventIterator(z.array(operationSchema))),
    cancel: base.input(z.object({ id: z.string().max(100) })).output(done),
  },
  questions: {
    watch: base.output(eventIterator(z.array(questionSchema))),
    /** `null` declines. Secrets travel only here, and are never logged; kept only with `remember`, in the keychain. */
    answer: base
      .input(
        z.object({
          id: z.string().max(100),
          answer: z.union([z.boolean(), z.string().max(4096), z.null()]),
          remember: z.boolean().optional(),
        }),
      )
      .output(done),
  },
  lesson: {
    /** What a person would type for each step of this lab, per node. */
    commands: base.input(z.object({ lab: labId })).output(lessonCommandsSchema),
  },
  runs: {
    start: base.input(runActionSchema.extend({ lab: labId })).output(z.object({ run: runId })),
    cancel: base.input(z.object({ run: runId })).output(done),
    /** Events from a sequence number on, in batches, until the result; also of a run that is over. */
    events: base
      .input(z.object({ lab: labId, run: runId, from: z.int().min(1) }))
      .output(eventIterator(z.array(eventSchema))),
  },
  report: {
    /** Of all that was done in the lab, by runs and by hand, or of one run alone; as CSV one table of it. */
    export: base
      .input(
        z.object({
          lab: labId,
          run: runId.optional(),
          format: z.union([z.enum(['html', 'markdown', 'json']), z.object({ csv: csvTableSchema })]),
        }),
      )
      .output(z.object({ fileName: z.string(), mediaType: z.string(), text: z.string() })),
  },
  compare: {
    /** Builds, measures and resets tracks in turn; the lab must not be built. Its progress is the operation's. */
    start: base.input(compareRequestSchema.extend({ lab: labId })).output(operation),
    /** Tracks that the lab's nodes can do, as they are now. */
    able: base.input(z.object({ lab: labId })).output(z.array(trackIdSchema)),
    /** The newest ones of a lab, the newest first. */
    kept: base.input(z.object({ lab: labId })).output(z.array(comparisonSchema)),
  },
  follow: {
    /** Sends packets and shows each point that they pass; changes nothing. The file is pcapng, in base64. */
    start: base
      .input(z.object({ lab: labId, question: followQuestionSchema }))
      .output(z.object({ report: followReportSchema, file: z.string(), fileName: z.string() })),
  },
  drills: {
    /** How far somebody is with the drill of a lab, after doing this to it. */
    ask: base.input(z.object({ lab: labId, question: drillQuestionSchema })).output(drillEndSchema),
  },
  classes: {
    /** All classes that this person worked with; all of them after every change. */
    watch: base.output(eventIterator(z.array(classViewSchema))),
    /** The same for each of these seats, in a bounded queue; its progress is the class's `work`. */
    act: base.input(classActionSchema).output(done),
    cancel: base.input(z.object({ class: z.string().max(31) })).output(done),
    /** Of a class that is served: a link that is good once, an empty seat again, a hand that was seen. */
    seat: base.input(seatAskSchema).output(z.object({ link: z.string().optional() })),
    /** Terminals that the student of a seat has open: who opens the channel of one looks at it (`shoulder.ts`). */
    terminals: base.input(seatAskSchema.pick({ class: true, seat: true })).output(seatTerminalsSchema),
    /** Where a line would be written; what was shown so can be written once. */
    preview: base.input(writeWantedSchema).output(z.object({ preview: z.uuid(), rows: z.array(writeRowSchema) })),
    write: base
      .input(z.object({ class: z.string().max(31), preview: z.uuid() }))
      .output(z.object({ rows: z.array(writeRowSchema) })),
  },
  /** The window of somebody who came through the door of a class. */
  guest: {
    /** Who they are there; again after every change. */
    watch: base.output(eventIterator(seatViewSchema)),
    raiseHand: base.input(z.object({ up: z.boolean() })).output(done),
  },
  terminals: {
    /** A shell on the node, or in its worker; bytes then flow in the channel of this id. */
    open: base
      .input(
        z.object({
          lab: labId,
          node: nodeName,
          container: z.string().max(128).optional(),
          cols: z.int().min(2).max(1000),
          rows: z.int().min(1).max(1000),
        }),
      )
      .output(z.object({ terminal: z.uuid() })),
    close: base.input(z.object({ terminal: z.uuid() })).output(done),
    /** Which terminals stood where when the app was last closed; empty for a lab that has terminals since. */
    left: base.output(z.array(terminalTabsSchema)),
    keep: base.input(terminalTabsSchema).output(done),
  },
};
