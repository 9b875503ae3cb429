import { texts } from '../../../../shared/texts/text.ts';
/** What helps where full packets vanish between the nodes (row 19). */
export const narrowRemedy = {
  remedy: texts.observe.narrowRemedy,
};
