import { each } from './drill-hints.ts';

export const drills = {
  each,
  command: 'a fault made on purpose, for you to find: chosen or a surprise, with hints; a reset heals it at any time',
  what: 'a practice lab, or a lab file',
  listOption: 'shows what there is to choose from',
  chooseOption: 'begins this drill',
  surpriseOption: 'begins any drill',
  doWhat: 'status (unless told), hint, guess, prove, give-up or heal',
  rowWhat: 'with guess: the number of a cause',
  noSuchAction: ({ word }: { word: string }) => `'${word}' is none of status, hint, guess, prove, give-up and heal.`,
  whichCause: 'Which cause? Give its number.',
  another: 'A drill is running in this lab already.',
  anotherRemedy: 'Find its cause, or give it up: npx overlay-lab drill LAB give-up',
  aDrill: 'a drill',
  none: 'No drill is running in this lab.',
  noneRemedy: 'Begin one: npx overlay-lab drill LAB --surprise',
  notBuilt: 'The lab is not built on all its nodes.',
  notBuiltRemedy: 'Build it first: npx overlay-lab run',
  noSuch: ({ id, track }: { id: string; track: string }) => `There is no drill '${id}' for the track '${track}'.`,
  noSuchRemedy: 'See which there are: npx overlay-lab drill LAB --list',
  noSuchCause: ({ row }: { row: number }) => `${row} is none of the causes to choose from.`,
  noSuchCauseRemedy: 'See which there are: npx overlay-lab drill LAB',
  notWhole: ({ title }: { title: string }) => `The lab is not whole before the drill begins: ${title}.`,
  notWholeRemedy: ({ row }: { row: number }) => `Fix that first: npx overlay-lab explain ${row}`,
  notHere: ({ node }: { node: string }) => `On ${node} there is nothing that this drill could break.`,
  noNode: 'No node of this lab fits this drill.',
  stillWrong: ({ title, nodes }: { title: string; nodes: readonly string[] }) => `${title} (${nodes.join(', ')})`,
  stepOpen: ({ step, node }: { step: string; node: string }) =>
    node ? `the step ${step} does not hold on ${node}` : `the step ${step} does not hold`,
  secret:
    'The picture and the ticks stay as they were before it, and the watch tells no changes, while this surprise lasts: until its cause is named. A check, the diagnosis and the view of the store still tell what they find.',
  givesAway: 'A drill by surprise is running: this would give it away.',
  givesAwayRemedy: 'Name its cause, or give it up: npx overlay-lab drill LAB',
  nameFirst: 'Name the cause first.',
  noneYet: 'No drill is running. Begin one with --surprise, or with --choose and one of these:',
  running: ({ title, since }: { title: string; since: string }) => `Running since ${since}: ${title}`,
  hintLine: ({ number, hint }: { number: number; hint: string }) => `Hint ${number}: ${hint}`,
  choose: 'Which cause is it? npx overlay-lab drill LAB guess NUMBER',
  isRight: 'That is it.',
  thenFix: 'Now make the lab whole again, then prove it.',
  thenProve: 'Now make the lab whole again, then: npx overlay-lab drill LAB prove',
  wrong: 'That is not it.',
  proved: 'The lab is whole again: the diagnosis finds nothing, and every step holds.',
  stillThere: 'Not whole yet:',
  healed: ({ title }: { title: string }) => `The fault was taken back. It was: ${title}`,
  itWas: ({ title }: { title: string }) => `It was: ${title}`,
  doneTitle: 'Drills that are over',
  doneLine: ({
    title,
    minutes,
    hints,
    guesses,
    how,
  }: {
    title: string;
    minutes: string;
    hints: number;
    guesses: number;
    how: string;
  }) => `${title}: ${how}, ${minutes} min, hints: ${hints}, guesses: ${guesses}`,
  how: { found: 'found and fixed', named: 'named, fixed by the app', givenUp: 'given up' },
  ended: 'Stopped. What was begun is in the ledger: a reset heals it.',
};
