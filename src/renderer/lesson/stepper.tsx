import { useTranslation } from 'react-i18next';
import { Icon } from '../frame/icon.tsx';
import type { PartPicture } from '../state/lab-picture.ts';
import type { PartId } from '../state/parts.ts';
import { routeHash } from '../state/route.ts';
import classes from './stepper.module.css';

interface Props {
  lab: string;
  current: PartId;
  states: ({ id: PartId } & PartPicture)[];
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
                ) : (
                  index + 1
                )}
              </span>
              <span>{t(`lesson.parts.${id}`)}</span>
              <span className="visually-hidden">{t(`lesson.state.${state}`)}</span>
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}
