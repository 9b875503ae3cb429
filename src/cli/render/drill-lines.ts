import type { DoneDrill, DrillEnd, DrillsState } from '../../shared/drills/drill-state.ts';
import { spoken } from '../../shared/texts/text.ts';
import { paint } from './paint.ts';
import type { Style } from './style.ts';
import { wrap } from './width.ts';

/** How far somebody is with a drill, for people. */
export function drillLines(
  { state, isRight, left, was }: DrillEnd,
  { list }: { list: boolean },
  style: Style,
): string[] {
  const words = spoken.drills;
  return [
    ...(isRight === false ? [words.wrong, ''] : []),
    ...(was === undefined
      ? []
      : [state.done[0]?.isHealed ? words.healed({ title: was }) : words.itWas({ title: was }), '']),
    ...(left === undefined
      ? []
      : left.length === 0
        ? [words.proved]
        : [words.stillThere, ...left.map((one) => `  ${one}`)]),
    ...(state.running && !was ? runningLines(state, state.running, style) : []),
    ...(!state.running && (list || isRight === undefined) && !was ? listLines(state) : []),
    ...(state.done.length > 0 && !state.running ? ['', words.doneTitle, ...state.done.slice(0, 10).map(doneLine)] : []),
  ];
}

function runningLines({ choices }: DrillsState, running: NonNullable<DrillsState['running']>, style: Style): string[] {
  const words = spoken.drills;
  const indented = (text: string) => wrap(text, style.columns - 2).map((line) => `  ${line}`);
  const since = `${running.since.slice(11, 16)} UTC`;
  return [
    paint(style, 'bold', words.running({ title: running.title, since })),
    ...(running.isSurprise && !running.isNamed ? wrap(words.secret, style.columns) : []),
    ...running.hints.flatMap((hint, index) => indented(words.hintLine({ number: index + 1, hint }))),
    '',
    ...(running.isNamed
      ? [`${words.isRight} ${words.thenProve}`]
      : [words.choose, ...choices.flatMap(({ row, title }) => indented(`${String(row).padStart(3)}  ${title}`))]),
  ];
}

const listLines = ({ drills }: DrillsState): string[] => [
  spoken.drills.noneYet,
  ...drills.map(({ id, title }) => `  ${id.padEnd(22)}${title}`),
];

function doneLine({ title, seconds, hints, guesses, isNamed, isHealed }: DoneDrill): string {
  const { how } = spoken.drills;
  const end = isHealed ? (isNamed ? how.named : how.givenUp) : how.found;
  return `  ${spoken.drills.doneLine({ title, minutes: (seconds / 60).toFixed(1), hints, guesses, how: end })}`;
}
