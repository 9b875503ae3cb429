import type { Inventory } from '../../shared/inventory/inventory.ts';
import type { StepId } from '../../shared/run/steps.ts';
import type { Words } from '../../shared/texts/text.ts';

/**
 * An action that is made by programs which wait on the node until their intent is on the disk there, by a word of the ledger's;
 * `signal` tells that it never will be.
 */
export type Carrying<T> = (intent: string, signal: AbortSignal) => Promise<T>;

/** What the engine asks of the ledgers on the nodes (`core/ledger`). */
export interface Journal<N, C> {
  /**
   * Intent, action, outcome; the outcome is under way when it resolves, see `written`. Rejects without doing the action when
   * the intent cannot be written; the first one also when another app has the lab in hand on any node.
   */
  change<T>(node: N, step: StepId, changes: readonly C[], action: () => Promise<T>): Promise<T>;
  /**
   * The same with an action that waits for its intent by itself, so that both go out together. `staged` are bytes that it
   * finds laid ready on the node.
   */
  carry<T>(
    node: N,
    step: StepId,
    changes: readonly C[],
    action: Carrying<T>,
    how?: { staged?: Uint8Array | undefined },
  ): Promise<T>;
  /** Begins to take the lab in hand on every node, since a change is about to follow; whether that went well, the change tells. */
  expectChange(): void;
  /** Resolves when the outcomes of all that was changed or taken back on this node are written; rejects where one could not be. */
  written(node: N): Promise<void>;
  /** What stood on the node before its first change, by kind; undefined where nothing was changed or it is lost. */
  baseline(node: N): Inventory | undefined;
  /** What is wrong with the notes on this node, in a sentence; absent where all can be read. */
  damage?(node: N): Words | undefined;
  /** True where the last change of this step on this node has an intent and no outcome. */
  inDoubt(node: N, step: StepId): boolean;
  /** True where changes of this step on this node were not taken back, or nobody knows any more. */
  stands(node: N, step: StepId): boolean;
  /** Ends the doubt: the check made now is the proof that what was begun is there. */
  settle(node: N, step: StepId): Promise<void>;
  /** Takes the lab in hand on every node where it stands, before anything is taken back; rejects where another app has it. */
  claim(): Promise<void>;
  /** The same on every node, also where nothing of it stands: before what no ledger names is taken back. */
  hold(): Promise<void>;
  /** Takes back what this step changed on this node, newest first. Returns how many changes were taken back. `left` says what stays. */
  takeBack(node: N, step: StepId, signal: AbortSignal, onTakenBack: (change: C, left?: Words) => void): Promise<number>;
}
