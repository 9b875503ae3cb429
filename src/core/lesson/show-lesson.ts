import type { Lab } from '../../shared/lab/lab.ts';
import { kindOf, type LessonCheck, type OwnPart } from '../../shared/own-lesson/lesson.ts';
import { fill } from '../../shared/own-lesson/placeholders.ts';
import { texts, type Words } from '../../shared/texts/text.ts';

export interface PlacedCheck {
  /** Its place in the part, from 0. */
  at: number;
  node: string;
  /** Where the lab has no such node: nothing can be asked. */
  isMissing: boolean;
  check: LessonCheck;
}

/** A part's checks on the nodes of a lab, with names and addresses filled in, in their order. */
export const placedChecks = (part: Pick<OwnPart, 'checks'>, lab: Lab): PlacedCheck[] =>
  (part.checks ?? []).flatMap((check, at) =>
    nodesOf(check.on, lab).map((node) => ({ at, ...node, check: filledIn(check, lab) })),
  );

function nodesOf(on: number | 'all', { nodes }: Lab): { node: string; isMissing: boolean }[] {
  if (on === 'all') return nodes.map(({ name }) => ({ node: name, isMissing: false }));
  const found = nodes[on - 1];
  return [{ node: found?.name ?? String(on), isMissing: found === undefined }];
}

/** The same with each text filled in for the lab. */
function filledIn<T>(value: T, lab: Lab): T {
  if (typeof value === 'string') return fill(value, lab) as T;
  if (Array.isArray(value)) return value.map((one) => filledIn(one, lab)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, filledIn(one, lab)])) as T;
}

/** A check as it is shown before it is made. */
export const shownCheck = ({ at, node, check }: PlacedCheck) => ({
  ...{ at, node, what: whatOf(check) },
  ...(check.command !== undefined && { command: check.command }),
});

/** What must hold, in words. */
export function whatOf(check: LessonCheck): Words {
  const words = texts.ownLesson.holds;
  const { gone, status = 0, prints, has, mtu, address, via, dev, network, at } = check;
  const kind = kindOf(check);
  const name = String(check[kind] ?? '');
  if (kind === 'command') return prints === undefined ? words.ends({ status }) : words.prints({ status, prints });
  if (gone) return words.gone({ thing: words.things[kind], name });
  if (has !== undefined) return words.has({ name, has });
  const more = [
    ...(mtu !== undefined ? [words.mtu({ mtu })] : []),
    ...(address !== undefined ? [words.address({ address })] : []),
    ...(via !== undefined ? [words.via({ via })] : []),
    ...(dev !== undefined ? [words.dev({ dev })] : []),
    ...(network !== undefined ? [words.network({ network })] : []),
  ];
  if (kind === 'port') return at === undefined ? words.answers({ name }) : words.answersAt({ name, at });
  return more.length === 0
    ? words.there({ thing: words.things[kind], name })
    : words.with({ thing: words.things[kind], name, more });
}
