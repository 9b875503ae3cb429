import { catalogue } from './catalogue.ts';
import { diagnose } from './diagnose.ts';
import { drillsScreen } from './drills.ts';
import { follow } from './follow.ts';
import { frame } from './frame.ts';
import { labs } from './labs.ts';
import { lesson } from './lesson.ts';
import { picture } from './picture.ts';
import { reset } from './reset.ts';
import { results } from './results.ts';
import { settings } from './settings.ts';
import { terminals } from './terminals.ts';
import { wall } from './wall.ts';

export const windowTexts = {
  ...frame,
  ...labs,
  ...lesson,
  ...terminals,
  ...results,
  ...reset,
  ...settings,
  ...catalogue,
  ...diagnose,
  ...follow,
  ...picture,
  ...drillsScreen,
  ...wall,
} as const;
