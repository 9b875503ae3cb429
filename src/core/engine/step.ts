import type { Inventory } from '../../shared/inventory/inventory.ts';
import type { Lab } from '../../shared/lab/lab.ts';
import type { MadeEvent, MadeFinding, MadeProblem } from '../../shared/run/events.ts';
import type { MadeMeasurement, Measurement } from '../../shared/run/measurements.ts';
import type { StepId } from '../../shared/run/steps.ts';
import type { Words } from '../../shared/texts/text.ts';
import type { StepOutline } from '../../shared/tracks/outline.ts';
import type { Carrying } from './journal.ts';

/** What a check found, and what it noticed, in texts of the catalogue; events carry them as they are sent. */
export type Finding = MadeFinding;
export type Problem = MadeProblem;

/**
 * What a step does, beside its outline (`shared/tracks/`). N is the node port (`core/remote/port.ts`), C the union of
 * changes that the ledger can take back (`core/ledger/change.ts`): the engine itself knows neither ssh nor Docker.
 */
export interface StepWork<N, C> {
  /** Never changes anything. What it cannot find out is `tainted`, never `satisfied`. */
  check(context: StepContext<N, C>): Promise<Finding>;
  /** Begins to read what `apply` is going to look at, while the first check asks: a node that is far away is asked once then. */
  lookBeforeApply?(context: StepContext<N, C>): void;
  /** Only called when the check was not satisfied; must work from any half-made state. */
  apply?(context: StepContext<N, C>): Promise<void>;
  /**
   * Called before anything of any step is taken back, where this one is among them: for what the others need for it. With
   * `refused` this step, and what it depends on, stays as it is.
   */
  beforeUndo?(context: StepContext<N, C>): Promise<void>;
  /** Ends what keeps a node from answering those who get ready: begun for all steps at once, beside their `beforeUndo`. */
  unblockUndo?(context: StepContext<N, C>): Promise<void>;
  /** Begins to read what `beforeUndo` is going to look at, for all steps at once: a node that is far away is asked once then. */
  lookBeforeUndo?(context: StepContext<N, C>): void;
  /** What ledger entries cannot name, removed after they were taken back; must work from any half-made state. */
  sweep?(context: StepContext<N, C>): Promise<void>;
  /** What a person would type to do the same, per node. */
  commands(lab: Lab): TypedCommand[];
}

/** A step of a track: what everybody knows of it, and what it does. */
export type Step<N, C> = StepOutline & StepWork<N, C>;

export interface TypedCommand {
  /** Node on which it is typed. */
  node: string;
  command: string;
}

export interface StepContext<N, C> {
  lab: Lab;
  options: StepOptions;
  signal: AbortSignal;
  /** The node of this task. Throws in steps of scope `cluster`. */
  node: N;
  /** All nodes of the lab, in its file's order. */
  nodes: readonly N[];
  /**
   * Intent into the ledger, the action, outcome into the ledger. Several changes that one action makes are written together.
   * A string that the action returns, the id of what it made, is kept with the last one's outcome.
   */
  change<T>(node: N, changes: C | C[], action: () => Promise<T>): Promise<T>;
  /**
   * The same where the action is one program (`behindIntent`): it goes out together with its intent, and waits on the node until
   * that is on the disk. `signal` ends with the run's, and where the intent could not be written. `staged` are bytes that it finds
   * laid ready in the lab's directory.
   */
  carry<T>(node: N, changes: C | C[], action: Carrying<T>, how?: { staged?: Uint8Array | undefined }): Promise<T>;
  /** Something read once and shared by the tasks of a run, e.g. a node's facts. */
  once<T>(key: string, read: () => Promise<T>): Promise<T>;
  /** Forgets what `once` kept, after a change that makes it untrue. */
  forget(key: string): void;
  /** What stood on a node before its first change, as records by kind; undefined where that is unknown. */
  baseline(node: N): Inventory | undefined;
  /** True where something of this step stands on any node, as its ledger has it, or may stand because that is lost. */
  stands(step: StepId): boolean;
  measured(measurement: MadeMeasurement): void;
  /** What this step measured so far in this run. */
  measurements(): Measurement[];
  progress(message: Words, fraction?: number): void;
  log(text: Words): void;
  /** The real output of a command the tutorial shows. */
  output(on: string, command: string, text: string): void;
}

export interface StepOptions {
  iperfSeconds: number;
  /** TCP connections at once; 1 where absent. */
  iperfStreams?: number;
  /** How often each path is measured; once where absent. */
  iperfRepeats?: number;
  /** From the first node to the second instead of the tutorial's way. */
  iperfReverse?: boolean;
  /** What is measured is measured with the processor time that it takes, which costs two questions more. */
  countsProcessor?: boolean;
  /** For a look that nobody asked for: it takes no port, not for a moment, because a daemon that is starting may want it. */
  takesNoPorts?: boolean;
  /**
   * For a look beside nodes that are away: what keeps the networks does not answer without them, and an engine lists none of
   * them then. That it lists none says nothing against what is on one.
   */
  listsNoNetworks?: boolean;
  /** Taking back: also what others made and what is in the way, as far as it can be cut off and stay. */
  includeUnowned?: boolean;
  /** Image for the workers instead of the one made from the node's own binaries. */
  image?: string;
  /** Release archive of etcd, a path on this machine or an https URL, with the SHA-256 it must have. */
  etcdArchive?: { source: string; sha256: string };
  /** Directory in which the lab's app keeps what it downloads. */
  cacheDir?: string;
}

export type Emit = (event: MadeEvent) => void;
