import type { Difference } from '../../../shared/picture/differences.ts';
import type { Cause, Changed } from '../../../shared/picture/news.ts';

const mostKept = 20;
const mostDifferences = 80;
/** So long after a command was sent what differs is counted as its work. */
const lastsMs = 8_000;
const mostCommand = 500;

/** What differs in a lab, by what was being done then. Kept in memory, as long as somebody looks. */
export class ChangesKept {
  #changed: Changed[] = [];
  #next = 1;

  /** The newest first. */
  get all(): Changed[] {
    return this.#changed;
  }

  typed(node: string, command: string, at = new Date()): void {
    this.#begin({ by: 'typed', node, command: command.slice(0, mostCommand) }, at);
  }

  /** `steps` are those at which a run is, where one is running. */
  found(differences: readonly Difference[], steps: Extract<Cause, { by: 'run' }>['steps'], at = new Date()): void {
    if (differences.length === 0) return;
    const [newest] = this.#changed;
    const isTyped = newest?.cause.by === 'typed' && at.getTime() - Date.parse(newest.at) < lastsMs;
    const cause: Cause = steps.length > 0 ? { by: 'run', steps } : { by: 'others' };
    const isSame = newest && JSON.stringify(newest.cause) === JSON.stringify(cause);
    if (!(isTyped && steps.length === 0) && !isSame) this.#begin(cause, at);
    const [into, ...others] = this.#changed;
    if (!into) return;
    const all = [...into.differences, ...differences];
    const more = into.more + Math.max(0, all.length - mostDifferences);
    this.#changed = [{ ...into, differences: all.slice(0, mostDifferences), more }, ...others];
  }

  #begin(cause: Cause, at: Date): void {
    const begun = { id: this.#next, at: at.toISOString(), cause, differences: [], more: 0 };
    this.#next += 1;
    this.#changed = [begun, ...this.#changed].slice(0, mostKept);
  }
}
