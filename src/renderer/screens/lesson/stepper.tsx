import { useTranslation } from 'react-i18next';
import type { PartState } from '../../../shared/snapshot/part-state.ts';
import { partKey } from '../../state/parts.ts';
import { routeHash } from '../../state/route.ts';
import { Icon } from '../../ui/icon.tsx';
import classes from './stepper.module.css';

interface Props {
  lab: string;
  current: string;
  states: ({ id: string } & PartState)[];
}

/** The parts in their order, each with its state in colour, in shape and in words. */
export function Stepper({ lab, current, states }: Props) {
  const { t } = useTranslation();
  return (
    <nav aria-label={t('lesson.stepper')} className={classes.stepper}>
      <ol className={classes.list}>
        {states.map(({ id, state }, index) => (
          <li key={id} className={classes.item}>
            <a
              href={routeHash({ screen: 'lesson', lab, part: id })}
              className={classes.link}
              data-state={state}
              aria-current={id === current ? 'step' : undefined}
            >
              <span className={classes.mark}>
                {state === 'done' ? (
                  <Icon name="check" size={15} />
                ) : state === 'failed' || state === 'drifted' ? (
                  '!'
                ) : state === 'unknown' ? (
                  '?'
                ) : (
                  index + 1
                )}
              </span>
              <span>{t(partKey(id))}</span>
              <span className="visually-hidden">{t(`lesson.state.${state}`)}</span>
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}
